namespace Callgoose.Schema;

/// <summary>
/// An expression of <c>matches</c> as a table of positions (Glushkov's construction). A text is read once, and after each character the set
/// of possible positions is known. So the cost is bounded by the length of both.
/// </summary>
/// <param name="StartsAtStart">True if it begins with <c>^</c>.</param>
/// <param name="EndsAtEnd">True if it ends with <c>$</c>.</param>
/// <param name="IsNullable">True if it matches an empty text.</param>
/// <param name="Ranges">For each position the code points that it accepts, as pairs of the first and the last one.</param>
/// <param name="First">The positions at which it can begin.</param>
/// <param name="Last">The positions at which it can end.</param>
/// <param name="Follow">For each position those that can follow it.</param>
public sealed record ExpressionTable(
    bool StartsAtStart,
    bool EndsAtEnd,
    bool IsNullable,
    IReadOnlyList<IReadOnlyList<(int From, int To)>> Ranges,
    IReadOnlyCollection<int> First,
    IReadOnlyCollection<int> Last,
    IReadOnlyList<IReadOnlyCollection<int>> Follow)
{
    /// <summary>The maximum number of characters of a text that are read.</summary>
    public const int LookedAt = 4096;

    /// <summary>
    /// The table as numbers, in the format of <c>TextExpression</c>: flags, the number of positions, then the lists, each preceded by its
    /// length.
    /// </summary>
    public IReadOnlyList<int> ToNumbers()
    {
        var numbers = new List<int> { (StartsAtStart ? 1 : 0) | (EndsAtEnd ? 2 : 0) | (IsNullable ? 4 : 0), Ranges.Count };
        foreach (IReadOnlyList<(int From, int To)> ranges in Ranges)
        {
            numbers.Add(ranges.Count);
            numbers.AddRange(ranges.SelectMany(static range => new[] { range.From, range.To }));
        }

        foreach (IReadOnlyCollection<int> list in Follow.Prepend(Last).Prepend(First))
        {
            numbers.Add(list.Count);
            numbers.AddRange(list.OrderBy(static position => position));
        }

        return numbers;
    }

    /// <summary>
    /// Tells whether it matches a part of a text. The simple way, for reasons and as the reference. An expression that matches an empty
    /// text is anchored at both ends.
    /// </summary>
    public bool Matches(string text)
    {
        int[] characters = [.. CodePoints.Of(text).Take(LookedAt + 1)];
        int length = Math.Min(characters.Length, LookedAt);
        bool isWhole = characters.Length <= LookedAt;
        if (IsNullable && length == 0)
        {
            return true;
        }

        var active = new HashSet<int>();
        for (int i = 0; i < length; i++)
        {
            IEnumerable<int> reachable = active.SelectMany(position => Follow[position]).Concat(i == 0 || !StartsAtStart ? First : []);
            active = [.. reachable.Where(position => Ranges[position].Any(range => characters[i] >= range.From && characters[i] <= range.To))];
            if (active.Overlaps(Last) && (!EndsAtEnd || (isWhole && i == length - 1)))
            {
                return true;
            }
        }

        return false;
    }
}
