namespace Callgoose.Doctor;

/// <summary>How it stands with something.</summary>
internal enum Verdict
{
    /// <summary>It is as it should be.</summary>
    Good,

    /// <summary>It works, and somebody should look.</summary>
    Doubtful,

    /// <summary>A server would not start, or would lose what it should keep.</summary>
    Bad,
}
