namespace Callgoose.Observability.Metrics;

/// <summary>How a call of the Process API was answered: the label <c>outcome</c>.</summary>
internal enum CallResult
{
    /// <summary>At least one incident was created (201).</summary>
    Created,

    /// <summary>Nothing was created, at least one incident resolved (200).</summary>
    Resolved,

    /// <summary>A trigger met an open incident or came late, or a resolve was repeated (200).</summary>
    Duplicate,

    /// <summary>A resolve filter passed, and no incident of its key was open (200).</summary>
    NothingToResolve,

    /// <summary>Nothing came of it (202).</summary>
    NoEffect,

    /// <summary>The body or a parameter is not what it has to be (400 and what has no name of its own here).</summary>
    Invalid,

    /// <summary>No valid token (401).</summary>
    Unauthorized,

    /// <summary>The token lacks the scope (403).</summary>
    Forbidden,

    /// <summary>Not a POST (405).</summary>
    MethodNotAllowed,

    /// <summary>The body is too large (413).</summary>
    TooLarge,

    /// <summary>The content coding is not known (415).</summary>
    Unsupported,

    /// <summary>Too many calls with this token (429).</summary>
    RateLimited,

    /// <summary>Too many calls wait to be stored (503).</summary>
    Overloaded,

    /// <summary>The store cannot commit (503).</summary>
    Unavailable,

    /// <summary>The client went away or broke HTTP before the call was read, or the call failed for a reason of our own (500).</summary>
    BrokenOff,
}
