namespace Callgoose.Storage.Tokens;

/// <summary>The format of a token's secret. The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum TokenForm : byte
{
    /// <summary><c>cg_</c> and 256 random bits as base64url.</summary>
    Ordinary = 0,

    /// <summary>128 random bits as 32 hexadecimal digits in lower case: clients of PagerDuty check for 32 characters.</summary>
    RoutingKey = 1,
}
