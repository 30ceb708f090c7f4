namespace Callgoose.Storage.Contract;

/// <summary>The result of a commit for one command.</summary>
public enum CommitStatus : byte
{
    /// <summary>All its effects are on disk.</summary>
    Committed = 1,

    /// <summary>The command was refused because too many are waiting. It has no effect.</summary>
    Overloaded,

    /// <summary>The command could not be committed, and its effects were undone. Its sender must not be told anything else.</summary>
    Unavailable,
}
