namespace Callgoose.Storage.Tokens;

/// <summary>Which services the calls of a token are checked against (ProcessApi.md 2). The numbers are on disk: they may grow, never change.</summary>
public enum TokenKind : byte
{
    /// <summary>All services.</summary>
    Global = 1,

    /// <summary>All services of one team.</summary>
    Team = 2,

    /// <summary>One service.</summary>
    Service = 3,

    /// <summary>Those that the tokens reach whose calls a relay sends, within what it is bound to (<see cref="RelayGrant"/>).</summary>
    Relay = 4,
}
