using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// The first 16 bytes of a SHA-256 hash of what a row stands for: a key, a body, a filter or a delivery. The shared store finds its rows by
/// these hashes; the embedded store uses them for rows that were moved into it from a shared store.
/// </summary>
public static class RowHashes
{
    private static readonly Encoding Utf8 = Encoding.UTF8;

    /// <summary>The hash of an incident key.</summary>
    public static Guid OfKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key) => Hash('k', scope, keySpace, string.Empty, key);

    /// <summary>The hash of a body that opened an incident without a key.</summary>
    public static Guid OfBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest) => Hash('b', scope, string.Empty, string.Empty, bodyDigest);

    /// <summary>The hash of a filter that opens incidents without a key.</summary>
    public static Guid OfFilter(ServiceScope scope, string integration, string filter) => Hash('f', scope, integration, filter, []);

    /// <summary>The hash of a delivery id of a token.</summary>
    public static Guid OfDelivery(TimeOrderedId token, ReadOnlySpan<byte> delivery) => Hash('d', default, token.ToString(), string.Empty, delivery);

    private static Guid Hash(char kind, ServiceScope scope, string first, string second, ReadOnlySpan<byte> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)kind]);
        Append(hash, Utf8.GetBytes(scope.Environment ?? string.Empty));
        Append(hash, Utf8.GetBytes(scope.Service ?? string.Empty));
        Append(hash, Utf8.GetBytes(first));
        Append(hash, Utf8.GetBytes(second));
        Append(hash, rest);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new Guid(digest[..16], bigEndian: true);
    }

    /// <summary>Hashes a text after its length, so that no two different lists of texts produce the same bytes.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(text);
    }
}
