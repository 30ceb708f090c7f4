namespace Callgoose.Hosting.Direct;

/// <summary>What the beginning of what a connection sent is.</summary>
internal enum HeadReading : byte
{
    /// <summary>The head of a webhook that can be served directly.</summary>
    Taken,

    /// <summary>Perhaps the beginning of one: more has to come.</summary>
    Partial,

    /// <summary>Something else, right or wrong: it is the HTTP server's to tell.</summary>
    Other,
}
