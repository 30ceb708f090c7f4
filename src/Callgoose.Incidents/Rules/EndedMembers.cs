namespace Callgoose.Incidents;

/// <summary>
/// Remembers when each member of a group has ended (<c>grown_by</c>, Catalog/README.md 3). A group ends when none of its members is
/// reported any more. A member that its tool did not report meanwhile, because it was silenced or inhibited, has not ended with the group.
/// </summary>
internal static class EndedMembers
{
    /// <summary>Stores the end of members.</summary>
    /// <param name="store">The store.</param>
    /// <param name="group">The key of the group.</param>
    /// <param name="ended">The members, in the format of <see cref="MemberList"/>.</param>
    /// <param name="except">Members of the list that have not ended.</param>
    /// <param name="vanished">Members that are gone without having ended.</param>
    /// <param name="at">When they ended, in Unix milliseconds (UTC).</param>
    /// <param name="receivedAt">When that was received, in Unix milliseconds (UTC).</param>
    public static void Record(IIncidentStore store, GroupKey group, ReadOnlySpan<byte> ended, ReadOnlySpan<byte> except, ReadOnlySpan<byte> vanished, long at, long receivedAt)
    {
        if (ended.IsEmpty)
        {
            return;
        }

        HashSet<ulong> members = GroupMembers.HashesOf(except);
        members.UnionWith(GroupMembers.HashesOf(vanished));
        var list = new MemberList(ended);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out _))
        {
            if (members.Contains(GroupMembers.HashOf(identity)))
            {
                continue;
            }

            ReadOnlySpan<byte> key = group.Of(identity);
            if (!store.TryFindNewestResolve(group.Scope, group.KeySpace, key, out long known) || known < at)
            {
                store.RecordResolve(group.Scope, group.KeySpace, key, at, receivedAt);
            }
        }
    }

    /// <summary>Tells whether all members of a report that began at a time have ended since.</summary>
    public static bool HaveAllEnded(IIncidentStore store, GroupKey group, ReadOnlySpan<byte> members, long began)
    {
        var list = new MemberList(members);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out _))
        {
            if (!store.TryFindNewestResolve(group.Scope, group.KeySpace, group.Of(identity), out long ended) || ended <= began)
            {
                return false;
            }
        }

        return true;
    }
}
