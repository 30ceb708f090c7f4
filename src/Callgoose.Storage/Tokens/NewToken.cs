using Callgoose.Incidents;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Storage.Tokens;

/// <summary>The properties of a token to create.</summary>
public sealed record NewToken
{
    /// <summary>The time after which a debug switch turns itself off (ProcessApi.md 6).</summary>
    public static readonly TimeSpan DebugLifetime = TimeSpan.FromHours(48);

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Which services its calls are checked against.</summary>
    public TokenKind Kind { get; init; } = TokenKind.Global;

    /// <summary>The team or service it is bound to; null for a global one.</summary>
    public string? BoundTo { get; init; }

    /// <summary>What it may do.</summary>
    public TokenScopes Scopes { get; init; } = TokenScopes.Process;

    /// <summary>The environment whose incidents it creates and sees.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>How long it is accepted; null without limit.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The rate limit for its calls of the Process API; null for the limit of the configuration.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>The format of its secret.</summary>
    public TokenForm Form { get; init; }

    /// <summary>How its calls are signed; null if they need no signature.</summary>
    public TokenVerification? Verification { get; init; }

    /// <summary>True if it may send a webhook as <c>GET</c>.</summary>
    public bool TakesGet { get; init; }

    /// <summary>Which properties do not fit together, as a sentence; null if all do.</summary>
    /// <remarks>
    /// Only webhooks are signed: a token that may do more would do the rest without a signature. A routing key is part of the body, and its
    /// senders do not sign their calls.
    /// </remarks>
    public string? Fault =>
        Form == TokenForm.RoutingKey && Scopes != TokenScopes.Process ? "A routing key has the scope 'process' alone; ask for no other."
        : Verification is not null && Scopes != TokenScopes.Process ? "A token whose calls are signed has the scope 'process' alone, for nothing else is signed; ask for no other."
        : Verification is not null && Form == TokenForm.RoutingKey ? "A routing key stands in the body, and calls with one are not signed; leave one of the two out."
        : Verification is not null && TakesGet ? "A GET has no body that could be signed; leave one of the two out."
        : Kind == TokenKind.Relay && (Scopes != TokenScopes.Process || Form == TokenForm.RoutingKey || Verification is not null || TakesGet)
            ? "A token of kind relay has the scope 'process' alone, and no routing key, signature or GET; leave them out."
        : Kind == TokenKind.Relay && (Verification is not null || TakesGet) ? "A relay sends neither signatures nor GET; leave these out of its token."
        : TakesGet && (Scopes & TokenScopes.Process) == 0 ? "Only a token with the scope 'process' sends webhooks; add it, or do not allow GET."
        : null;

    /// <summary>Creates the token.</summary>
    /// <param name="id">The id.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <exception cref="ArgumentException">A global token is bound, or a token of another kind is not bound.</exception>
    public ApiToken Make(TimeOrderedId id, long now) => Kind != TokenKind.Relay && (Kind == TokenKind.Global) != (BoundTo is null)
        ? throw new ArgumentException("A global token is bound to nothing, every other one to a team or a service.")
        : new ApiToken
        {
            Id = id,
            Name = Name,
            Kind = Kind,
            BoundTo = BoundTo,
            Scopes = Scopes,
            Environment = Environment,
            CreatedAt = now,
            ExpiresAt = Lifetime is TimeSpan lifetime ? now + (long)lifetime.TotalMilliseconds : null,
            Rate = Rate,
            Form = Form,
            Verification = Verification,
            TakesGet = TakesGet,
            DebugUntil = IsDebugged ? now + (long)DebugLifetime.TotalMilliseconds : null,
        };

    /// <summary>True to create it with the debug switch on; the switch turns itself off after 48 hours.</summary>
    public bool IsDebugged { get; init; }
}
