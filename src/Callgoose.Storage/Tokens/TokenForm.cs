namespace Callgoose.Storage.Tokens;

/// <summary>How the secret of a token is written. The numbers are on disk: they may grow, never change.</summary>
public enum TokenForm : byte
{
    /// <summary><c>cg_</c> and 256 random bits as base64url.</summary>
    Ordinary = 0,

    /// <summary>128 random bits as 32 hexadecimal digits in lower case: clients of PagerDuty check for 32 characters.</summary>
    RoutingKey = 1,
}
