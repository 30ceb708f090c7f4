namespace Callgoose.Schema.Destinations;

/// <summary>The changes that a template can make to a value.</summary>
public enum TextFilterKind
{
    /// <summary>Leaves at most so many code points; the last one is an ellipsis if something is missing.</summary>
    Cut,

    /// <summary>Writes <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as entities.</summary>
    Xml,

    /// <summary>Puts a backslash before the signs that Markdown gives a meaning.</summary>
    Markdown,

    /// <summary>Encodes everything but the unreserved characters of RFC 3986 with percent signs.</summary>
    Url,

    /// <summary>Makes a URL ready for one more parameter: ends it with <c>?</c> or <c>&amp;</c>, without its fragment.</summary>
    Query,

    /// <summary>Makes a URL ready for a path behind it: without slashes at its end, query and fragment.</summary>
    Base,

    /// <summary>Writes ASCII letters as capitals.</summary>
    Upper,

    /// <summary>Writes line breaks and other control characters as blanks.</summary>
    Line,

    /// <summary>Puts a zero-width space behind <c>@</c> and <c>&lt;</c>, so that nobody is mentioned whom a payload names.</summary>
    Unmention,
}
