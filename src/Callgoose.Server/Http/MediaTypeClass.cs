namespace Callgoose.Http;

/// <summary>The kinds of media types that ProcessApi.md 3 tells apart.</summary>
internal enum MediaTypeClass
{
    /// <summary>There is no <c>Content-Type</c>: JSON if it looks like it, else text.</summary>
    Unstated,

    /// <summary>Declared as JSON: a body that does not parse is refused.</summary>
    Json,

    /// <summary>A text type: read as JSON if it parses, else as plain text.</summary>
    Text,

    /// <summary>A form in one line: read as an object of its fields.</summary>
    Form,

    /// <summary>A form in parts: read as an object of its fields.</summary>
    Multipart,

    /// <summary>A JSON value a line: read as an array of them.</summary>
    JsonLines,

    /// <summary>Anything else: taken as an empty payload.</summary>
    Other,
}
