using System.Globalization;
using System.Text;

namespace Callgoose.Schema.Destinations;

/// <summary>Reads texts with values in braces: <c>"{title|cut:150|xml} in {service}"</c>; <c>{{</c> and <c>}}</c> are braces.</summary>
internal sealed class TextTemplateParser(TemplateNames names, ProblemList problems)
{
    private static readonly string[] Filters = ["cut", "xml", "markdown", "url", "query", "base", "upper", "line", "unmention"];

    /// <summary>Reads a text; problems are reported.</summary>
    public TemplateText Parse(SchemaString source)
    {
        string text = source.Text;
        var parts = new List<TextPart>();
        var literal = new StringBuilder();
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is '{' or '}' && at + 1 < text.Length && text[at + 1] == c)
            {
                literal.Append(c);
                at += 2;
            }
            else if (c == '{' && text.IndexOf('}', at) is int end and > 0)
            {
                Flush();
                if (ParseValue(text.Substring(at + 1, end - at - 1), source) is TextPart part)
                {
                    parts.Add(part);
                }

                at = end + 1;
            }
            else if (c is '{' or '}')
            {
                problems.Add(DestinationRules.BadTemplate, source.Span, $"There is a \"{c}\" without its other brace in this text; write \"{c}{c}\" for the sign itself.");
                return new TemplateText(new EquatableArray<TextPart>(parts));
            }
            else
            {
                literal.Append(c);
                at++;
            }
        }

        Flush();
        return new TemplateText(new EquatableArray<TextPart>(parts));

        void Flush()
        {
            if (literal.Length > 0)
            {
                parts.Add(new TextPart(literal.ToString(), null, default));
                literal.Clear();
            }
        }
    }

    /// <summary>Finds the value of a name, or reports the name.</summary>
    public ValueReference? Find(string name, SchemaNode place)
    {
        ValueReference? value = names.Find(name);
        if (value is null)
        {
            problems.Add(DestinationRules.UnknownField, place.Span, $"There is no value \"{name}\" here; did you mean \"{names.Nearest(name)}\"?");
        }

        return value;
    }

    private TextPart? ParseValue(string source, SchemaString place)
    {
        string[] words = source.Split('|');
        ValueReference? value = Find(words[0], place);
        var filters = words.Skip(1).Select(word => ParseFilter(word, place)).ToList();
        return value is null || filters.Contains(null) ? null : new TextPart(string.Empty, value, new EquatableArray<TextFilter>(filters!));
    }

    private TextFilter? ParseFilter(string word, SchemaString place)
    {
        if (word.Split(':') is ["cut", string number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && length > 0)
        {
            return new TextFilter(TextFilterKind.Cut, length);
        }

        TextFilterKind? kind = word switch
        {
            "xml" => TextFilterKind.Xml,
            "markdown" => TextFilterKind.Markdown,
            "url" => TextFilterKind.Url,
            "query" => TextFilterKind.Query,
            "base" => TextFilterKind.Base,
            "upper" => TextFilterKind.Upper,
            "line" => TextFilterKind.Line,
            "unmention" => TextFilterKind.Unmention,
            _ => null,
        };
        if (kind is null)
        {
            problems.Add(
                DestinationRules.BadTemplate, place.Span,
                $"There is no filter \"{word}\"; did you mean \"{NearestName.Of(word, Filters)}\"? Known are cut:N, {string.Join(", ", Filters.Skip(1))}.");
            return null;
        }

        return new TextFilter(kind.Value, 0);
    }
}
