namespace Callgoose.Schema;

/// <summary>Checks names, which appear in URLs, in logs and on terminals.</summary>
internal static class PlainName
{
    /// <summary>Reports a name with a character that controls a terminal (NUL, a line break, a change of writing direction) or is invisible.</summary>
    /// <returns>The name.</returns>
    public static SchemaString? Check(SchemaString? name, ProblemList problems)
    {
        if (name is null)
        {
            return null;
        }

        if (name.Text.FirstOrDefault(IsUnseen) is var unseen and not '\0')
        {
            problems.Add(
                SchemaRules.NotPlain, name.Span,
                $"A name has only visible characters; this one has \\u{(int)unseen:X4}, which cannot be seen, so that two names look alike. Remove it.");
        }

        if (name.Text.Any(PlainText.IsObeyed))
        {
            string obeyed = PlainText.Show(name.Text.First(PlainText.IsObeyed).ToString());
            problems.Add(SchemaRules.NotPlain, name.Span, $"A name is plain text on one line; this one has the character {obeyed}, which controls the display and is not shown. Remove it.");
        }

        return name;
    }

    /// <summary>
    /// Tells whether a character is invisible: soft hyphen, zero-width space, word joiner, byte order mark, tags. The two joiners are
    /// allowed: scripts and emoji need them.
    /// </summary>
    private static bool IsUnseen(char character) =>
        character is '\u00AD' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or '\uFEFF' or '\uDB40';
}
