namespace Callgoose.Incidents;

/// <summary>How a body is taken (ProcessApi.md 3).</summary>
public enum PayloadForm
{
    /// <summary>It has no keys: empty, or plain text.</summary>
    Text,

    /// <summary>It is declared as JSON: if it does not parse the call is refused.</summary>
    Json,

    /// <summary>It is text that may be JSON: if it does not parse it is plain text.</summary>
    JsonOrText,
}
