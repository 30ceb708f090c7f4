namespace Callgoose.Incidents;

/// <summary>How a body is read (ProcessApi.md 3).</summary>
public enum PayloadForm
{
    /// <summary>It has no keys: empty, or plain text.</summary>
    Text,

    /// <summary>It is declared as JSON: the call is refused if it cannot be parsed.</summary>
    Json,

    /// <summary>It is text that may be JSON: it counts as plain text if it cannot be parsed.</summary>
    JsonOrText,
}
