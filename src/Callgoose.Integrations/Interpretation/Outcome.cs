namespace Callgoose.Interpretation;

/// <summary>The state of a condition while filters run.</summary>
internal enum Outcome : byte
{
    /// <summary>It has not been evaluated yet.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,
}
