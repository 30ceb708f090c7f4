namespace Callgoose.Http;

/// <summary>The classes of media types of ProcessApi.md 3.</summary>
internal enum MediaTypeClass
{
    /// <summary>No <c>Content-Type</c>: JSON if it looks like JSON, else text.</summary>
    Unstated,

    /// <summary>Declared as JSON: a body that does not parse is refused.</summary>
    Json,

    /// <summary>A text type: read as JSON if it parses, else as plain text.</summary>
    Text,

    /// <summary>A URL-encoded form: read as an object of its fields.</summary>
    Form,

    /// <summary>A multipart form: read as an object of its fields.</summary>
    Multipart,

    /// <summary>One JSON value per line: read as an array of them.</summary>
    JsonLines,

    /// <summary>Anything else: treated as an empty payload.</summary>
    Other,
}
