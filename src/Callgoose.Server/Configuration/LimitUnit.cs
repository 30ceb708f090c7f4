namespace Callgoose.Configuration;

/// <summary>What the number of a limit counts, and with that how it is written.</summary>
internal enum LimitUnit
{
    /// <summary>Things: a JSON number.</summary>
    Count,

    /// <summary>Bytes: a JSON number.</summary>
    Bytes,

    /// <summary>Seconds: a text such as 30s.</summary>
    Duration,
}
