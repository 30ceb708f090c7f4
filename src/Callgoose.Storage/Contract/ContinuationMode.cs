namespace Callgoose.Storage.Contract;

/// <summary>Where whatever waits for the commit of a command goes on.</summary>
public enum ContinuationMode : byte
{
    /// <summary>On a thread of the pool, whatever it is.</summary>
    OwnWorkItem,

    /// <summary>On a thread of the pool, together with others: it is over in microseconds and does not block.</summary>
    SharedWorkItem,
}
