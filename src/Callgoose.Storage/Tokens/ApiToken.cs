using Callgoose.Incidents;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Storage.Tokens;

/// <summary>A token as it is known after its creation: everything but its secret. Times are Unix milliseconds (UTC).</summary>
public sealed record ApiToken
{
    /// <summary>Its public id.</summary>
    public required TimeOrderedId Id { get; init; }

    /// <summary>What it is for, in its owner's words.</summary>
    public required string Name { get; init; }

    /// <summary>Which services its calls are checked against.</summary>
    public required TokenKind Kind { get; init; }

    /// <summary>The team or service it is bound to; null for a global one.</summary>
    public string? BoundTo { get; init; }

    /// <summary>What it may do.</summary>
    public required TokenScopes Scopes { get; init; }

    /// <summary>The environment whose incidents it creates and sees; empty by default.</summary>
    public required string Environment { get; init; }

    /// <summary>When it was created.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The time from which on it is refused, or null.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>The time until which its calls are written to the API log; null if its debug switch is off.</summary>
    public long? DebugUntil { get; init; }

    /// <summary>The rate limit for its calls of the Process API; null for the limit that the configuration sets for such tokens.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>The format of its secret.</summary>
    public TokenForm Form { get; init; }

    /// <summary>How its calls are signed; null if they need no signature.</summary>
    public TokenVerification? Verification { get; init; }

    /// <summary>True if it may send a webhook as <c>GET</c>, with the payload in the query.</summary>
    public bool TakesGet { get; init; }

    /// <summary>
    /// For a call that a relay sends: the token of the relay, which limits the reach of the call. This token then has the environment and
    /// the reach of the token that the call came to the relay with. Null for a stored token.
    /// </summary>
    public ApiToken? Within { get; init; }

    /// <summary>Tells whether its calls are written to the API log.</summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    public bool IsDebuggedAt(long now) => DebugUntil > now;
}
