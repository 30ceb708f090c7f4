namespace Callgoose.Storage.Tokens;

/// <summary>A token to be created.</summary>
public sealed record NewToken
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Which services its calls are checked against.</summary>
    public TokenKind Kind { get; init; } = TokenKind.Global;

    /// <summary>The team or service it is bound to; null for a global one.</summary>
    public string? BoundTo { get; init; }

    /// <summary>What it may do.</summary>
    public TokenScopes Scopes { get; init; } = TokenScopes.Process;

    /// <summary>The environment whose incidents it makes and sees.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>How long it is accepted; null for ever.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>How many calls of the Process API it may make; null for what the configuration allows.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>How its secret is written.</summary>
    public TokenForm Form { get; init; }

    /// <summary>Whether its debug switch is on from the start; it goes off by itself after 48 hours.</summary>
    public bool IsDebugged { get; init; }
}
