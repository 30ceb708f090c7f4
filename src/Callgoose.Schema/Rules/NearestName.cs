namespace Callgoose.Schema;

/// <summary>Finds the name that a person who mistyped probably meant.</summary>
internal static class NearestName
{
    /// <summary>The maximum length of a name to compare: longer texts are no names, and the cost of comparing grows with the length.</summary>
    private const int MaxTyped = 100;

    /// <summary>The known name with the fewest single edits from <paramref name="typed"/>.</summary>
    public static string Of(string typed, IReadOnlyCollection<string> known) =>
        known.OrderBy(name => Distance(typed, name)).ThenByDescending(name => SharedStart(typed, name)).ThenBy(static name => name, StringComparer.Ordinal).First();

    /// <summary>The most similar known name, if it is similar enough to be meant: a few edits away, or with the same beginning; otherwise null.</summary>
    public static string? Likely(string typed, IReadOnlyCollection<string> known)
    {
        if (typed.Length == 0 || typed.Length > MaxTyped || known.Count == 0)
        {
            return null;
        }

        string nearest = Of(typed, known);
        bool isBeginning = typed.Length >= 3 && nearest.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
        return isBeginning || Distance(typed, nearest) <= Math.Min(3, nearest.Length / 2) ? nearest : null;
    }

    /// <summary>The length of the common beginning. Of equally similar names, the one with the longer common beginning is the more likely.</summary>
    private static int SharedStart(string left, string right) =>
        left.Zip(right, static (a, b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b)).TakeWhile(static same => same).Count();

    /// <summary>The number of insertions, removals and replacements between two names, ignoring case (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                bool same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
