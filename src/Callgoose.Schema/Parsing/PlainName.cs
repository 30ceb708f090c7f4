namespace Callgoose.Schema;

/// <summary>Checks names, which stand in URLs, in logs and on terminals.</summary>
internal static class PlainName
{
    /// <summary>Reports a name with a character that is obeyed rather than shown: NUL, a line break, what sets the direction of writing.</summary>
    /// <returns>The name.</returns>
    public static SchemaString? Check(SchemaString? name, ProblemList problems)
    {
        if (name is not null && name.Text.Any(PlainText.IsObeyed))
        {
            string obeyed = PlainText.Show(name.Text.First(PlainText.IsObeyed).ToString());
            problems.Add(SchemaRules.NotPlain, name.Span, $"A name is plain text on one line; this one has the character {obeyed}, which is obeyed and not shown. Remove it.");
        }

        return name;
    }
}
