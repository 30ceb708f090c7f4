using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Storage.Tokens;

/// <summary>
/// The secret of a token: <c>cg_</c> and 256 random bits as base64url (RFC 4648, section 5), or a routing key, which is 128 random bits as
/// hexadecimal digits.
/// </summary>
public static class TokenSecret
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int RandomBytes = 32;

    /// <summary>Creates a secret.</summary>
    public static string Create(TokenForm form)
    {
        if (form == TokenForm.RoutingKey)
        {
            return RandomNumberGenerator.GetHexString(TokenText.RoutingKeyLength, lowercase: true);
        }

        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return TokenText.Prefix + Base64Url.EncodeToString(random);
    }

    /// <summary>Hashes a secret, for storing or comparing it.</summary>
    /// <param name="secret">The presented text.</param>
    /// <param name="hash">Its SHA-256, 32 bytes.</param>
    /// <returns>False for a text that cannot be a secret. It is not hashed, so that junk costs little work.</returns>
    public static bool TryHash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        if (!TokenText.IsWrittenLikeOne(secret))
        {
            return false;
        }

        Span<byte> text = stackalloc byte[secret.Length];
        Encoding.ASCII.GetBytes(secret, text);
        SHA256.HashData(text, hash);
        return true;
    }
}
