using System.Security.Cryptography;
using Callgoose.Payloads;

namespace Callgoose.Incidents;

/// <summary>Writes the members of a group that a trigger reports, one by one, in the format of <see cref="MemberList"/>.</summary>
/// <remarks>Writes at most <see cref="MemberList.MaxMembers"/> members. Of an identity that is too long it writes the first bytes and a SHA-256.</remarks>
public ref struct MemberWriter
{
    private const int DigestText = 2 * SHA256.HashSizeInBytes;

    private readonly Span<byte> room;
    private int used;

    /// <summary>Starts a list.</summary>
    /// <param name="list">The JSON text of the list whose elements are members; it contains their identities and names.</param>
    /// <param name="scratch">The buffer for the result.</param>
    public MemberWriter(ReadOnlySpan<byte> list, ScratchBuffer scratch)
    {
        // An element takes at least two bytes, and a member at most its two texts and their lengths.
        long most = Math.Min((4L * list.Length) + 8, (long)MemberList.MaxMembers * (4 + (2 * MemberList.MaxTextBytes)));
        room = scratch.Take((int)most);
    }

    /// <summary>All members that were added.</summary>
    public readonly ReadOnlySpan<byte> Written => room[..used];

    /// <summary>Adds a member, unless it has no identity.</summary>
    /// <param name="identity">The text that distinguishes it from others.</param>
    /// <param name="name">The name for people; empty if it is the identity.</param>
    public void Add(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> name)
    {
        if (identity.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> shown = name.IsEmpty ? identity : name;
        if (identity.Length <= MemberList.MaxTextBytes)
        {
            used += MemberList.Write(room[used..], identity, shown);
            return;
        }

        Span<byte> kept = stackalloc byte[MemberList.MaxTextBytes];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(identity, digest);
        int start = MemberList.MaxTextBytes - DigestText;
        while ((identity[start] & 0xC0) == 0x80)
        {
            start--;
        }

        identity[..start].CopyTo(kept);
        Convert.TryToHexStringLower(digest, kept[start..], out int written);
        used += MemberList.Write(room[used..], kept[..(start + written)], shown);
    }
}
