using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens.Signatures;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Auth.Signatures;

/// <summary>Verifies webhook signatures.</summary>
internal static class SignatureCheck
{
    /// <summary>The most signatures of a header that are checked: more than any sender has secrets at once.</summary>
    private const int MaxSignatures = 16;

    private const int MaxHead = 512;

    /// <summary>Checks the headers of a webhook: that it is signed, and recently. This is cheap, so it happens before the body is read.</summary>
    /// <param name="scheme">The signature scheme.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? RefusalOfHead(SignatureScheme scheme, IHeaderDictionary headers, long now)
    {
        if (headers[scheme.Header].ToString().Length == 0)
        {
            return Problems.SignatureMissing(scheme.Header);
        }

        if (scheme.Timestamp is not null)
        {
            if (!long.TryParse(headers[scheme.Timestamp].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            {
                return Problems.SignatureMissing(scheme.Timestamp);
            }

            // A number that is not a valid time lies outside every window; the difference does not overflow.
            if (seconds > 253402300799 || Math.Abs((now / 1000) - seconds) > scheme.Window.TotalSeconds)
            {
                return Problems.SignatureTooOld(scheme.Window);
            }
        }

        return scheme.Id is not null && headers[scheme.Id].ToString().Length == 0 ? Problems.SignatureMissing(scheme.Id)
            : IdOf(scheme, headers).Length + TimeOf(scheme, headers).Length + (2 * scheme.Separator.Length) > MaxHead / 4 ? Problems.SignatureWrong
            : null;
    }

    /// <summary>Verifies the signature of a webhook.</summary>
    /// <param name="scheme">The signature scheme.</param>
    /// <param name="keys">The secrets; at least one.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="body">The body as received, still compressed if it was.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? RefusalOf(SignatureScheme scheme, byte[][] keys, IHeaderDictionary headers, ReadOnlySpan<byte> body, long now)
    {
        if (RefusalOfHead(scheme, headers, now) is Problem refusal)
        {
            return refusal;
        }

        Span<byte> head = stackalloc byte[MaxHead];
        int length = 0;
        Append(scheme.Id is not null, IdOf(scheme, headers), scheme.Separator, head, ref length);
        Append(scheme.Timestamp is not null, TimeOf(scheme, headers), scheme.Separator, head, ref length);
        return IsSigned(scheme, keys, headers[scheme.Header].ToString(), head[..length], body) ? null : Problems.SignatureWrong;
    }

    /// <summary>Appends an id that recognizes a replay of a signed webhook, whoever sends it and whatever other headers it has: the time and the signed bytes.</summary>
    /// <param name="scheme">A scheme with a time.</param>
    /// <param name="headers">The headers of a webhook whose signature is valid.</param>
    /// <param name="body">The body as received.</param>
    /// <param name="text">Receives the id.</param>
    public static TextRange AppendSignedId(SignatureScheme scheme, IHeaderDictionary headers, ReadOnlySpan<byte> body, TextArena text)
    {
        string time = TimeOf(scheme, headers);
        Span<byte> name = text.Reserve(SignedPrefix.Length + time.Length + 1 + (2 * SHA256.HashSizeInBytes));
        SignedPrefix.CopyTo(name);
        int length = SignedPrefix.Length;
        length += Encoding.ASCII.GetBytes(time, name[length..]);
        name[length++] = (byte)' ';
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes + MaxSignedId];
        SHA256.HashData(body, digest);
        string id = IdOf(scheme, headers);
        if (id.Length > 0 && Encoding.UTF8.TryGetBytes(id, digest[SHA256.HashSizeInBytes..], out int written))
        {
            SHA256.HashData(digest[..(SHA256.HashSizeInBytes + written)], digest);
        }

        digest = digest[..SHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(digest, name[length..], out int digits);
        return text.Commit(length + digits);
    }

    /// <summary>Beyond this length the delivery id is left out, and only the body distinguishes two webhooks of the same second.</summary>
    private const int MaxSignedId = 512;

    private static ReadOnlySpan<byte> SignedPrefix => "signed "u8;

    private static string IdOf(SignatureScheme scheme, IHeaderDictionary headers) => scheme.Id is null ? string.Empty : headers[scheme.Id].ToString();

    private static string TimeOf(SignatureScheme scheme, IHeaderDictionary headers) => scheme.Timestamp is null ? string.Empty : headers[scheme.Timestamp].ToString();

    private static void Append(bool isSigned, string part, string separator, Span<byte> head, ref int length)
    {
        if (isSigned)
        {
            length += Encoding.UTF8.GetBytes(part, head[length..]);
            length += Encoding.UTF8.GetBytes(separator, head[length..]);
        }
    }

    private static bool IsSigned(SignatureScheme scheme, byte[][] keys, string signature, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        byte[]? rented = head.IsEmpty ? null : ArrayPool<byte>.Shared.Rent(head.Length + body.Length);
        try
        {
            if (rented is not null)
            {
                head.CopyTo(rented);
                body.CopyTo(rented.AsSpan(head.Length));
            }

            ReadOnlySpan<byte> signed = rented is null ? body : rented.AsSpan(0, head.Length + body.Length);
            Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
            foreach (byte[] key in keys)
            {
                if (Has(scheme, signature, hash[..Hash(scheme.Algorithm, key, signed, hash)]))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static int Hash(SignatureAlgorithm algorithm, byte[] key, ReadOnlySpan<byte> signed, Span<byte> hash) => algorithm switch
    {
        SignatureAlgorithm.Sha512 => HMACSHA512.HashData(key, signed, hash),
#pragma warning disable CA5350 // Tools that know nothing newer sign with it; as the hash of an HMAC it is not broken.
        SignatureAlgorithm.Sha1 => HMACSHA1.HashData(key, signed, hash),
#pragma warning restore CA5350
        _ => HMACSHA256.HashData(key, signed, hash),
    };

    /// <summary>Whether one of the signatures of a header equals a hash. Compares each in constant time.</summary>
    private static bool Has(SignatureScheme scheme, string signature, ReadOnlySpan<byte> hash)
    {
        Span<byte> decoded = stackalloc byte[HMACSHA512.HashSizeInBytes];
        int looked = 0;
        ReadOnlySpan<char> separators = scheme.Prefix.Contains(',', StringComparison.Ordinal) ? " " : " ,";
        foreach (Range range in signature.AsSpan().SplitAny(separators))
        {
            ReadOnlySpan<char> one = signature.AsSpan()[range];
            if (!one.StartsWith(scheme.Prefix, StringComparison.Ordinal) || one.IsEmpty)
            {
                continue;
            }

            if (++looked > MaxSignatures)
            {
                return false;
            }

            if (TryDecode(scheme.Encoding, one[scheme.Prefix.Length..], decoded, out int length) && CryptographicOperations.FixedTimeEquals(decoded[..length], hash))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryDecode(SignatureEncoding encoding, ReadOnlySpan<char> text, Span<byte> decoded, out int length)
    {
        length = 0;
        return encoding == SignatureEncoding.Hex
            ? text.Length <= 2 * decoded.Length && Convert.FromHexString(text, decoded, out _, out length) == OperationStatus.Done
            : Convert.TryFromBase64Chars(text, decoded, out length);
    }
}
