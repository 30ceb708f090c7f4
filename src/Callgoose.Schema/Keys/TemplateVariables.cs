namespace Callgoose.Schema;

/// <summary>What the tool's template shows about values that are no incident key because the tool did not fill them in (Catalog/README.md 4).</summary>
public sealed class TemplateVariables
{
    /// <summary>The mark in <see cref="Marks"/> for variables that are written <c>$NAME</c>.</summary>
    public const char DollarName = 'N';

    private readonly PayloadDocument? template;

    /// <summary>Reads the template of a schema file.</summary>
    public TemplateVariables(IntegrationSchema schema)
    {
        if (schema.Template is not string text)
        {
            return;
        }

        template = PayloadDocument.TryParse(text);
        string pairs = string.Concat("$*%".Where(mark => HasPair(text, mark)));
        Marks = HasDollarName(text) ? pairs + DollarName : pairs;
    }

    /// <summary>
    /// How the template writes variables, in addition to the forms that are always recognised: <c>$</c>, <c>*</c> and <c>%</c> for a name
    /// between two of them, <see cref="DollarName"/> for one after a dollar.
    /// </summary>
    public string Marks { get; } = string.Empty;

    /// <summary>The text of the template at a key, which is never a valid incident key; null if there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="list">The list whose elements the key is relative to, or null.</param>
    /// <param name="isJoined">True if the value is one of several that are joined. Then a constant value is allowed.</param>
    public string? TextAt(string key, string? list, bool isJoined)
    {
        PayloadDocument? place = list is null || key.StartsWith(FilterSchema.RootPrefix, StringComparison.Ordinal)
            ? template
            : template?.Elements(list).FirstOrDefault();
        string name = list is not null && key.StartsWith(FilterSchema.RootPrefix, StringComparison.Ordinal) ? key.Substring(FilterSchema.RootPrefix.Length) : key;
        string? text = place?.Find(name).ScalarText.Trim();
        return string.IsNullOrEmpty(text) || (isJoined && !HasVariable(text!)) ? null : text;
    }

    private bool HasVariable(string text) =>
        text.Contains("{{") || text.Contains("{%") || text.Contains("${") || text.Contains("#{")
        || Marks.Any(mark => mark == DollarName ? HasDollarName(text) : HasPair(text, mark));

    /// <summary>Tells whether a text contains a name between two marks.</summary>
    private static bool HasPair(string text, char mark)
    {
        for (int start = text.IndexOf(mark); start >= 0; start = text.IndexOf(mark, start + 1))
        {
            int end = text.IndexOf(mark, start + 1);
            if (end > start && UnfilledKey.IsBetween(text.Substring(start, end - start + 1), mark))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasDollarName(string text)
    {
        for (int start = text.IndexOf('$'); start >= 0; start = text.IndexOf('$', start + 1))
        {
            int end = start + 1;
            while (end < text.Length && UnfilledKey.IsCapital(text[end]))
            {
                end++;
            }

            if (UnfilledKey.IsDollarName(text.Substring(start, end - start)))
            {
                return true;
            }
        }

        return false;
    }
}
