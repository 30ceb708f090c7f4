namespace Callgoose.Schema;

/// <summary>What the tool's template says of values that are no incident key, because the tool did not fill them in (Catalog/README.md 4).</summary>
public sealed class TemplateVariables
{
    /// <summary>In <see cref="Marks"/>, that variables are written <c>$NAME</c>.</summary>
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
    /// The ways in which the template writes variables beside those that are always known: <c>$</c>, <c>*</c> and <c>%</c> for a
    /// name between two of them, <see cref="DollarName"/> for one behind a dollar.
    /// </summary>
    public string Marks { get; } = string.Empty;

    /// <summary>What the template has at a key, which an incident key must not be; null if it has nothing there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="list">The list to whose elements the key is relative, or null.</param>
    /// <param name="isJoined">Whether the value is one of several that are joined. Then one that is always the same is no fault.</param>
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

    /// <summary>Whether a name stands between two of a mark.</summary>
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
