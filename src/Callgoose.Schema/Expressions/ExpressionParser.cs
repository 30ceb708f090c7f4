namespace Callgoose.Schema;

/// <summary>
/// Reads the expressions of <c>matches</c>: characters, <c>.</c>, classes, groups, <c>|</c>, <c>* + ? {2,5}</c>, <c>^</c> at the start and
/// <c>$</c> at the end. Everything that needs backtracking (references, lookaround) is refused.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>The maximum number of positions of an expression: characters and classes, each counted as often as it is repeated.</summary>
    public const int MaxPositions = 256;

    private const int MaxCodePoint = 0x10FFFF;
    private const int MaxRepeats = 100;

    private readonly int[] pattern;
    private readonly bool ignoreCase;
    private readonly List<IReadOnlyList<(int From, int To)>> ranges = [];
    private readonly List<HashSet<int>> follow = [];
    private int at;

    private ExpressionParser(string pattern, bool ignoreCase)
    {
        this.pattern = [.. CodePoints.Of(pattern)];
        this.ignoreCase = ignoreCase;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="ignoreCase">True if it is matched against texts with A to Z in lower case.</param>
    /// <param name="fault">What is wrong with it, or null.</param>
    /// <returns>Null if something is wrong.</returns>
    public static ExpressionTable? Parse(string pattern, bool ignoreCase, out string? fault)
    {
        try
        {
            fault = null;
            return new ExpressionParser(pattern, ignoreCase).Read();
        }
        catch (FormatException e)
        {
            fault = e.Message;
            return null;
        }
    }

    private ExpressionTable Read()
    {
        bool startsAtStart = Takes('^');
        Part part = Alternatives(isOutermost: true, out bool endsAtEnd, out bool hasChoice);
        if (at < pattern.Length)
        {
            throw new FormatException(pattern[at] == ')' ? "a bracket is closed that was not opened" : "$ stands before the end; write \\$ for a dollar");
        }

        if (hasChoice && (startsAtStart || endsAtEnd))
        {
            throw new FormatException("^ and $ beside | are read in two ways; put the choice in brackets, as in ^(a|b)$");
        }

        if (part.IsNullable && !(startsAtStart && endsAtEnd))
        {
            throw new FormatException("it matches an empty text, and so every value; ask for a character at least");
        }

        return new ExpressionTable(startsAtStart, endsAtEnd, part.IsNullable, ranges, part.First, part.Last, follow);
    }

    private Part Alternatives(bool isOutermost, out bool endsAtEnd, out bool hasChoice)
    {
        Part all = Sequence(isOutermost, out endsAtEnd);
        hasChoice = false;
        while (!endsAtEnd && Takes('|'))
        {
            hasChoice = true;
            Part next = Sequence(isOutermost, out endsAtEnd);
            all = new Part(all.IsNullable || next.IsNullable, [.. all.First, .. next.First], [.. all.Last, .. next.Last]);
        }

        return all;
    }

    private Part Sequence(bool isOutermost, out bool endsAtEnd)
    {
        var all = new Part(true, [], []);
        endsAtEnd = false;
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            if (pattern[at] == '$')
            {
                if (isOutermost && at == pattern.Length - 1)
                {
                    at++;
                    endsAtEnd = true;
                    return all;
                }

                throw new FormatException("$ stands before the end; write \\$ for a dollar");
            }

            all = Join(all, Repeated());
        }

        return all;
    }

    private Part Join(Part before, Part next)
    {
        Connect(before.Last, next.First);
        return new Part(
            before.IsNullable && next.IsNullable,
            before.IsNullable ? [.. before.First, .. next.First] : before.First,
            next.IsNullable ? [.. before.Last, .. next.Last] : next.Last);
    }

    private void Connect(IEnumerable<int> from, IReadOnlyCollection<int> to)
    {
        foreach (int position in from)
        {
            follow[position].UnionWith(to);
        }
    }

    private Part Repeated()
    {
        int start = at;
        Part part = Single();
        int end = at;
        (int least, int? most) = Takes('*') ? (0, null) : Takes('+') ? (1, null) : Takes('?') ? (0, 1) : Takes('{') ? Counts() : (1, (int?)1);
        if (at < pattern.Length && pattern[at] is '*' or '+' or '?' or '{' && (least, most) != (1, 1))
        {
            throw new FormatException($"{(char)pattern[at]} follows a repetition; put what it repeats into brackets");
        }

        if (most is null && least <= 1)
        {
            Connect(part.Last, part.First);
            return part with { IsNullable = part.IsNullable || least == 0 };
        }

        if ((least, most) == (1, 1))
        {
            return part;
        }

        // A repetition is expanded by reading it again for each time: {2,4} is aa(a(a)?)?, in which the later ones require the earlier
        // ones.
        int behind = at;
        Part all = least == 0 ? part with { IsNullable = true } : part;
        for (int i = 1; i < (most ?? least); i++)
        {
            at = start;
            Part again = Single();
            if (at != end)
            {
                throw new FormatException("it is not read");
            }

            all = Join(all, i < least ? again : again with { IsNullable = true });
            if (most is null && i == least - 1)
            {
                Connect(again.Last, again.First);
            }
        }

        at = behind;
        return most == 0 ? new Part(true, [], []) : all;
    }

    private (int Least, int? Most) Counts()
    {
        int least = Number() ?? throw new FormatException("{ is not followed by a number; write \\{ for a brace");
        int? most = least;
        if (Takes(','))
        {
            most = Number();
        }

        if (!Takes('}'))
        {
            throw new FormatException("a repetition is not closed by }");
        }

        return most < least || most == 0 || (most is null && least == 0) ? throw new FormatException("a repetition ends before it begins") : (least, most);
    }

    private int? Number()
    {
        int start = at;
        int number = 0;
        while (at < pattern.Length && pattern[at] is >= '0' and <= '9')
        {
            number = (number * 10) + (pattern[at++] - '0');
            if (number > MaxRepeats)
            {
                throw new FormatException($"something is repeated more than {MaxRepeats} times");
            }
        }

        return at == start ? null : number;
    }

    private Part Single()
    {
        int c = pattern[at++];
        switch (c)
        {
            case '(':
                if (Takes('?') && !Takes(':'))
                {
                    throw new FormatException("(? begins what is not known here; write ( alone");
                }

                Part inner = Alternatives(isOutermost: false, out _, out _);
                return Takes(')') ? inner : throw new FormatException("a bracket is not closed by )");

            case '[':
                return Position(Class());

            case '.':
                return Position([(0, '\n' - 1), ('\n' + 1, MaxCodePoint)]);

            case '\\':
                return Position(Escape());

            case '*' or '+' or '?' or '{':
                throw new FormatException($"{(char)c} repeats nothing; write \\{(char)c} for the character");

            case '^':
                throw new FormatException("^ is not at the start; write \\^ for the character");

            default:
                return Position([(c, c)]);
        }
    }

    private Part Position(IReadOnlyList<(int From, int To)> taken)
    {
        if (ranges.Count == MaxPositions)
        {
            throw new FormatException($"it has more than {MaxPositions} characters and classes, with what is repeated");
        }

        ranges.Add(ignoreCase ? [.. taken.SelectMany(static range => Folded(range))] : taken);
        follow.Add([]);
        int[] self = [ranges.Count - 1];
        return new Part(false, self, self);
    }

    /// <summary>A range, and the lower case of the capitals in it.</summary>
    private static IEnumerable<(int From, int To)> Folded((int From, int To) range)
    {
        yield return range;
        (int from, int to) = (Math.Max(range.From, 'A'), Math.Min(range.To, 'Z'));
        if (from <= to)
        {
            yield return (from | 0x20, to | 0x20);
        }
    }

    private List<(int From, int To)> Class()
    {
        bool isNegated = Takes('^');
        var taken = new List<(int From, int To)>();
        while (at < pattern.Length && (pattern[at] != ']' || taken.Count == 0))
        {
            List<(int From, int To)> one = ClassItem();
            if (one.Count == 1 && one[0].From == one[0].To && at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                List<(int From, int To)> end = ClassItem();
                one = end.Count == 1 && end[0].From == end[0].To && end[0].From >= one[0].From ? [(one[0].From, end[0].From)] : throw new FormatException("a range in [ ] ends before it begins");
            }

            taken.AddRange(one);
        }

        return !Takes(']') ? throw new FormatException("a class is not closed by ]") : isNegated ? Others(taken) : taken;
    }

    private List<(int From, int To)> ClassItem() => pattern[at++] is int c && c == '\\' ? Escape() : [(pattern[at - 1], pattern[at - 1])];

    private List<(int From, int To)> Escape()
    {
        if (at == pattern.Length)
        {
            throw new FormatException("\\ escapes nothing");
        }

        int c = pattern[at++];
        return c switch
        {
            'd' => [('0', '9')],
            'D' => Others([('0', '9')]),
            'w' => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            'W' => Others([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
            's' => [('\t', '\r'), (' ', ' ')],
            'S' => Others([('\t', '\r'), (' ', ' ')]),
            'n' => [('\n', '\n')],
            'r' => [('\r', '\r')],
            't' => [('\t', '\t')],
            (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => throw new FormatException($"\\{(char)c} is not known here"),
            _ => [(c, c)],
        };
    }

    private static List<(int From, int To)> Others(IEnumerable<(int From, int To)> taken)
    {
        var others = new List<(int From, int To)>();
        int next = 0;
        foreach ((int from, int to) in taken.OrderBy(static range => range.From))
        {
            if (from > next)
            {
                others.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= MaxCodePoint)
        {
            others.Add((next, MaxCodePoint));
        }

        return others;
    }

    private bool Takes(char wanted)
    {
        bool takes = at < pattern.Length && pattern[at] == wanted;
        at += takes ? 1 : 0;
        return takes;
    }

    private sealed record Part(bool IsNullable, IReadOnlyCollection<int> First, IReadOnlyCollection<int> Last);
}
