namespace Callgoose.Storage.Contract;

/// <summary>Where the code that waits for the commit of a command continues.</summary>
public enum ContinuationMode : byte
{
    /// <summary>On a thread of the pool, in a work item of its own. It may do anything.</summary>
    OwnWorkItem,

    /// <summary>On a thread of the pool, in one work item with others. It must end within microseconds and not block.</summary>
    SharedWorkItem,
}
