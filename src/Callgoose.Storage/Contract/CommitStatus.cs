namespace Callgoose.Storage.Contract;

/// <summary>What became of a command.</summary>
public enum CommitStatus : byte
{
    /// <summary>Everything it did is on disk.</summary>
    Committed = 1,

    /// <summary>It was not taken: too many are waiting. Nothing was done.</summary>
    Overloaded,

    /// <summary>It could not be committed: what it did was undone. Its sender must not be told otherwise.</summary>
    Unavailable,
}
