namespace Callgoose.Doctor;

/// <summary>The verdict of a check.</summary>
internal enum Verdict
{
    /// <summary>Everything is in order.</summary>
    Good,

    /// <summary>It works, but a person should take a look.</summary>
    Doubtful,

    /// <summary>A server would not start, or would lose data.</summary>
    Bad,
}
