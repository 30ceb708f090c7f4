namespace Callgoose.Configuration;

/// <summary>The unit of a limit, which also decides how its value is written.</summary>
internal enum LimitUnit
{
    /// <summary>A count: a JSON number.</summary>
    Count,

    /// <summary>Bytes: a JSON number.</summary>
    Bytes,

    /// <summary>Seconds: a text such as 30s.</summary>
    Duration,
}
