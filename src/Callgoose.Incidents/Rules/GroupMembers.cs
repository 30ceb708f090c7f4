using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Incidents;

/// <summary>
/// The group members that an incident has seen (<c>grown_by</c>, Catalog/README.md 3): the first eight bytes of the SHA-256 of each
/// identity, the newest last. A member that is gone stays known, so that only new members open an incident again.
/// </summary>
internal static class GroupMembers
{
    private const int HashBytes = 8;

    /// <summary>Stores the members of a report, and returns those that are new to the incident.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sequence">The incident.</param>
    /// <param name="members">The members, in the format of <see cref="MemberList"/>.</param>
    /// <returns>Their names as UTF-8, one per line, at most <see cref="RuleLimits.MaxJoinedNames"/>; empty if none joined.</returns>
    public static byte[] Join(IIncidentStore store, long sequence, ReadOnlySpan<byte> members)
    {
        ReadOnlySpan<byte> known = store.ReadMembers(sequence);
        var seen = new HashSet<ulong>();
        foreach (ulong hash in MemoryMarshal.Cast<byte, ulong>(known))
        {
            seen.Add(hash);
        }

        var names = new List<string>();
        var added = new List<ulong>();
        var list = new MemberList(members);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out ReadOnlySpan<byte> name))
        {
            ulong hash = HashOf(identity);
            if (!seen.Add(hash))
            {
                continue;
            }

            added.Add(hash);
            if (names.Count < RuleLimits.MaxJoinedNames)
            {
                names.Add(Encoding.UTF8.GetString(name.IsEmpty ? identity : name).ReplaceLineEndings(" "));
            }
        }

        if (added.Count == 0)
        {
            return [];
        }

        Write(store, sequence, known, added);
        if (added.Count > names.Count)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"and {added.Count - names.Count} more"));
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', names));
    }

    /// <summary>
    /// Tracks members that are gone without a recovery: such a member keeps the incident open when the others have ended. A member that is
    /// reported again, or has ended, is no longer tracked. The complement of its hash marks it.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="sequence">The incident.</param>
    /// <param name="listed">All members that a report lists.</param>
    /// <param name="vanished">Those of them that are gone without a recovery.</param>
    public static void FollowVanished(IIncidentStore store, long sequence, ReadOnlySpan<byte> listed, ReadOnlySpan<byte> vanished)
    {
        if (listed.IsEmpty)
        {
            return;
        }

        ulong[] known = MemoryMarshal.Cast<byte, ulong>(store.ReadMembers(sequence)).ToArray();
        var kept = new HashSet<ulong>(known);
        HashSet<ulong> gone = HashesOf(vanished);
        var added = new List<ulong>();
        foreach (ulong hash in HashesOf(listed))
        {
            if (!gone.Contains(hash))
            {
                kept.Remove(~hash);
            }
            else if (kept.Contains(hash) && kept.Add(~hash))
            {
                added.Add(~hash);
            }
        }

        if (added.Count > 0 || kept.Count != known.Length)
        {
            Write(store, sequence, MemoryMarshal.AsBytes<ulong>([.. known.Where(kept.Contains)]), added);
        }
    }

    /// <summary>Tells whether a member is gone without a recovery and is not among the ended ones.</summary>
    public static bool AnyVanished(IIncidentStore store, long sequence, ReadOnlySpan<byte> ended)
    {
        if (ended.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<ulong> known = MemoryMarshal.Cast<byte, ulong>(store.ReadMembers(sequence));
        var all = new HashSet<ulong>(known.Length);
        foreach (ulong hash in known)
        {
            all.Add(hash);
        }

        all.ExceptWith(HashesOf(ended));
        foreach (ulong hash in all)
        {
            if (all.Contains(~hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The hashes of members.</summary>
    internal static HashSet<ulong> HashesOf(ReadOnlySpan<byte> members)
    {
        var hashes = new HashSet<ulong>();
        var list = new MemberList(members);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out _))
        {
            hashes.Add(HashOf(identity));
        }

        return hashes;
    }

    private static void Write(IIncidentStore store, long sequence, ReadOnlySpan<byte> known, List<ulong> added)
    {
        ReadOnlySpan<byte> fresh = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(added));
        int kept = Math.Max(0, Math.Min(known.Length, (RuleLimits.MaxMembers * HashBytes) - fresh.Length));
        byte[] all = [.. known[^kept..], .. fresh];
        store.WriteMembers(sequence, all);
    }

    /// <summary>The first eight bytes of the SHA-256 of an identity.</summary>
    internal static ulong HashOf(ReadOnlySpan<byte> identity)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(identity, digest);
        return BitConverter.ToUInt64(digest);
    }
}
