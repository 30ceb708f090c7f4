namespace Callgoose.Storage.Tokens.Signatures;

/// <summary>The hash of an HMAC (RFC 2104).</summary>
public enum SignatureAlgorithm
{
    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>SHA-1, for tools that support nothing newer. As the hash of an HMAC it is not broken.</summary>
    Sha1,
}
