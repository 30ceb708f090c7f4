namespace Callgoose.Suggest;

/// <summary>How sure a proposal is of a choice.</summary>
internal enum Certainty
{
    /// <summary>Look at it: only names speak for it, or nothing does.</summary>
    Guess,

    /// <summary>What the payloads have speaks for it, but another choice is as possible.</summary>
    Likely,

    /// <summary>The payloads show it.</summary>
    Sure,
}
