using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Incidents;

/// <summary>
/// Which members of a group an incident has seen (<c>grown_by</c>, schema.md 4): the first eight bytes of the SHA-256 of each one's identity,
/// the newest last. A member that is gone stays known, so that only what is new opens an incident again.
/// </summary>
internal static class GroupMembers
{
    private const int HashBytes = 8;

    /// <summary>Remembers the members of a report, and names those that the incident has not seen.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sequence">The incident.</param>
    /// <param name="members">The members, as <see cref="MemberList"/> reads them.</param>
    /// <returns>The names as UTF-8, one a line, at most <see cref="RuleLimits.MaxJoinedNames"/>; empty if nothing joined.</returns>
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
