namespace Callgoose.Schema.Destinations;

/// <summary>The changes that a template can make to a value.</summary>
public enum TextFilterKind
{
    /// <summary>Shortens to a maximum number of code points; if text is cut, the last one is an ellipsis.</summary>
    Cut,

    /// <summary>Writes <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as entities.</summary>
    Xml,

    /// <summary>Puts a backslash before characters with a meaning in Markdown.</summary>
    Markdown,

    /// <summary>Percent-encodes everything but the unreserved characters of RFC 3986.</summary>
    Url,

    /// <summary>Prepares a URL for another parameter: removes its fragment and ends it with <c>?</c> or <c>&amp;</c>.</summary>
    Query,

    /// <summary>Prepares a URL for a path after it: removes slashes at its end, query and fragment.</summary>
    Base,

    /// <summary>Converts ASCII letters to upper case.</summary>
    Upper,

    /// <summary>Replaces line breaks and other control characters by blanks.</summary>
    Line,

    /// <summary>Puts a zero-width space after <c>@</c> and <c>&lt;</c>, so that a payload cannot mention people.</summary>
    Unmention,
}
