namespace Callgoose.Suggest;

/// <summary>How certain a choice of a proposal is.</summary>
internal enum Certainty
{
    /// <summary>Only names support the choice, or nothing does: a person should check it.</summary>
    Guess,

    /// <summary>The payloads support the choice, but another one is possible.</summary>
    Likely,

    /// <summary>The payloads prove it.</summary>
    Sure,
}
