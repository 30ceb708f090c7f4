namespace Callgoose.Interpretation;

/// <summary>What is known of a condition while filters run.</summary>
internal enum Outcome : byte
{
    /// <summary>Nobody has asked yet.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,
}
