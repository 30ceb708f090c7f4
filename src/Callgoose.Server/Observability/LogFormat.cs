namespace Callgoose.Observability;

/// <summary>The format of the server's log.</summary>
internal enum LogFormat
{
    /// <summary>One line of text per event, for people.</summary>
    Text,

    /// <summary>One line of JSON per event, for log collectors.</summary>
    Json,
}
