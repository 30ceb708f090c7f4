namespace Callgoose.Storage;

/// <summary>Where whatever waits for the commit of a command goes on.</summary>
public enum FollowUp : byte
{
    /// <summary>On a thread of the pool, whatever it is.</summary>
    Alone,

    /// <summary>On a thread of the pool, together with others: it is over in microseconds and does not block.</summary>
    Together,

    /// <summary>On the thread that is there for it: it is over in microseconds, does not block, and nothing that does can come behind it.</summary>
    AtOnce,
}
