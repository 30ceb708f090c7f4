namespace Callgoose.Schema.Destinations;

/// <summary>Applies filters to text in a buffer.</summary>
internal static class TextFilters
{
    /// <summary>Applies a filter to the text from an offset on.</summary>
    public static void Apply(TextFilter filter, TextBuffer buffer, int start)
    {
        switch (filter.Kind)
        {
            case TextFilterKind.Cut:
                buffer.Cut(start, filter.Length);
                break;
            case TextFilterKind.Xml:
                buffer.Xml(start);
                break;
            case TextFilterKind.Markdown:
                buffer.Markdown(start);
                break;
            case TextFilterKind.Url:
                buffer.Url(start);
                break;
            case TextFilterKind.Query:
                buffer.Query(start);
                break;
            case TextFilterKind.Base:
                buffer.Base(start);
                break;
            case TextFilterKind.Upper:
                buffer.Upper(start);
                break;
            case TextFilterKind.Line:
                buffer.Line(start);
                break;
            case TextFilterKind.Unmention:
                buffer.Unmention(start);
                break;
        }
    }
}
