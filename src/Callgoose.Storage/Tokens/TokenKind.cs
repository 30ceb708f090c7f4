namespace Callgoose.Storage.Tokens;

/// <summary>
/// Which services the calls of a token are checked against (ProcessApi.md 2). The numbers are persisted: new ones may be added, existing
/// ones never change.
/// </summary>
public enum TokenKind : byte
{
    /// <summary>All services.</summary>
    Global = 1,

    /// <summary>All services of one team.</summary>
    Team = 2,

    /// <summary>One service.</summary>
    Service = 3,

    /// <summary>The services of the tokens whose calls a relay sends, within the limits of <see cref="RelayGrant"/>.</summary>
    Relay = 4,
}
