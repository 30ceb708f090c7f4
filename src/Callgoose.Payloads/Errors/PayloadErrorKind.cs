namespace Callgoose.Payloads;

/// <summary>Why a body is not JSON (RFC 8259, with the limits of ProcessApi.md 3).</summary>
public enum PayloadErrorKind : byte
{
    /// <summary>There is no error.</summary>
    None,

    /// <summary>The bytes are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The body ends in the middle of a value.</summary>
    UnexpectedEnd,

    /// <summary>A value was expected: a string, a number, an object, an array, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    ExpectedValue,

    /// <summary>A name in double quotes or the end of the object was expected.</summary>
    ExpectedNameOrEnd,

    /// <summary>A name in double quotes was expected after a comma; a trailing comma is not allowed.</summary>
    ExpectedName,

    /// <summary>A colon was expected between a name and its value.</summary>
    ExpectedColon,

    /// <summary>A comma or the end of the object was expected.</summary>
    ExpectedCommaOrObjectEnd,

    /// <summary>A comma or the end of the array was expected.</summary>
    ExpectedCommaOrArrayEnd,

    /// <summary>A string contains an unescaped control character below U+0020.</summary>
    ControlCharacter,

    /// <summary>A backslash is not followed by a valid escape.</summary>
    InvalidEscape,

    /// <summary>A <c>\u</c> escape is half of a surrogate pair.</summary>
    LoneSurrogate,

    /// <summary>A number does not have the format of JSON.</summary>
    InvalidNumber,

    /// <summary>A text begins like <c>true</c>, <c>false</c> or <c>null</c>, but is something else.</summary>
    InvalidLiteral,

    /// <summary>Objects and arrays are nested deeper than <see cref="PayloadReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>Something other than white space follows the value.</summary>
    TrailingBytes,

    /// <summary>A list whose elements are evaluated one by one has more than <see cref="ElementCursor.MaxElements"/> elements. The body is valid.</summary>
    TooManyElements,
}
