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

    /// <summary>The environment whose incidents it makes and sees; empty by default.</summary>
    public required string Environment { get; init; }

    /// <summary>When it was created.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>From when on it is refused, or null.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>Until when its calls are written to the API log; null if its debug switch is off.</summary>
    public long? DebugUntil { get; init; }

    /// <summary>How many calls of the Process API it may make; null for what the configuration allows those that have no rate of their own.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>How its secret is written.</summary>
    public TokenForm Form { get; init; }

    /// <summary>How its calls are signed; null if the token alone will do.</summary>
    public TokenVerification? Verification { get; init; }

    /// <summary>Whether it may send a webhook as <c>GET</c>, with the payload in the query.</summary>
    public bool TakesGet { get; init; }

    /// <summary>
    /// For a call that a relay sends the token of the relay, whose reach bounds it: then this has the environment and the reach of the token that the
    /// call came to the relay with. Null for a token as it is kept.
    /// </summary>
    public ApiToken? Within { get; init; }

    /// <summary>Whether its calls are written to the API log.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public bool IsDebuggedAt(long now) => DebugUntil > now;
}
