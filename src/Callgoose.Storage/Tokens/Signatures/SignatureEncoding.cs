namespace Callgoose.Storage.Tokens.Signatures;

/// <summary>The encoding of a signature in its header.</summary>
public enum SignatureEncoding
{
    /// <summary>Hexadecimal digits, in either case.</summary>
    Hex,

    /// <summary>Base64 with padding (RFC 4648, section 4).</summary>
    Base64,
}
