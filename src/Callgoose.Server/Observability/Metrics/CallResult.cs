namespace Callgoose.Observability.Metrics;

/// <summary>The outcomes of a call: the label <c>outcome</c>.</summary>
internal enum CallResult
{
    /// <summary>At least one incident was created (201).</summary>
    Created,

    /// <summary>Nothing was created, at least one incident resolved (200).</summary>
    Resolved,

    /// <summary>A trigger matched an open incident or came late, or a resolve was repeated (200).</summary>
    Duplicate,

    /// <summary>A resolve filter passed, but no incident with its key was open (200).</summary>
    NothingToResolve,

    /// <summary>The call had no effect (202).</summary>
    NoEffect,

    /// <summary>The body or a parameter is invalid (400, and any status without its own outcome).</summary>
    Invalid,

    /// <summary>The token is missing or invalid (401).</summary>
    Unauthorized,

    /// <summary>The token lacks the scope (403).</summary>
    Forbidden,

    /// <summary>The method is not POST (405).</summary>
    MethodNotAllowed,

    /// <summary>The body is too large (413).</summary>
    TooLarge,

    /// <summary>The content coding is unknown (415).</summary>
    Unsupported,

    /// <summary>The token has exceeded its rate (429).</summary>
    RateLimited,

    /// <summary>Too many calls are waiting to be stored (503).</summary>
    Overloaded,

    /// <summary>The store cannot commit (503).</summary>
    Unavailable,

    /// <summary>The client disconnected or violated HTTP before the call was read, or the server failed (500).</summary>
    BrokenOff,
}
