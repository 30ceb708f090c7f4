namespace Callgoose.Observability;

/// <summary>How the server writes its log.</summary>
internal enum LogFormat
{
    /// <summary>A line of text an event, for people.</summary>
    Text,

    /// <summary>A line of JSON an event, for what collects logs.</summary>
    Json,
}
