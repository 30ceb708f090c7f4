namespace Callgoose.Incidents;

/// <summary>The incident key of a group, and the keys under which the ends of its members are stored: no incident has such a key.</summary>
internal readonly ref struct GroupKey
{
    /// <summary>The byte between the group's key and the member's identity; it occurs in no incident key, because keys are UTF-8.</summary>
    private const byte Separator = 0xFE;

    private readonly ReadOnlySpan<byte> group;
    private readonly Span<byte> room;

    /// <summary>Creates the keys of a group.</summary>
    /// <param name="scope">Its service and environment.</param>
    /// <param name="keySpace">Its key space.</param>
    /// <param name="group">The key.</param>
    /// <param name="room">A buffer for the key of a member: <see cref="LengthOf"/> bytes.</param>
    public GroupKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> group, Span<byte> room)
    {
        Scope = scope;
        KeySpace = keySpace;
        this.group = group;
        this.room = room;
    }

    /// <summary>The service and the environment.</summary>
    public ServiceScope Scope { get; }

    /// <summary>The key space.</summary>
    public string KeySpace { get; }

    /// <summary>The maximum size of the key of a member, in bytes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> group) => group.Length + 1 + MemberList.MaxTextBytes;

    /// <summary>The key of a member, valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> identity)
    {
        group.CopyTo(room);
        room[group.Length] = Separator;
        identity.CopyTo(room[(group.Length + 1)..]);
        return room[..(group.Length + 1 + identity.Length)];
    }
}
