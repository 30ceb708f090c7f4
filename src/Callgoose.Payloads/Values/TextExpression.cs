using System.Text;

namespace Callgoose.Payloads;

/// <summary>
/// An expression of <c>matches</c> (Catalog/README.md 1). It runs over a text without backtracking: after each character it knows the set
/// of possible positions in the expression. The cost is bounded: at most <see cref="LookedAt"/> characters, with at most 256 positions for
/// each.
/// </summary>
/// <remarks>Created once, allocates nothing for a text, and may be used from any thread.</remarks>
public sealed class TextExpression
{
    /// <summary>The maximum number of characters of a text that are read.</summary>
    public const int LookedAt = 4096;

    private const int Ascii = 128;

    private readonly bool startsAtStart;
    private readonly bool endsAtEnd;
    private readonly bool isNullable;

    /// <summary>For each position the code points that it accepts, as pairs of the first and the last one.</summary>
    private readonly int[][] ranges;

    /// <summary>For each ASCII character the positions that accept it.</summary>
    private readonly Positions[] ofAscii = new Positions[Ascii];

    private readonly Positions first;
    private readonly Positions last;

    /// <summary>For each position those that can follow it.</summary>
    private readonly Positions[] follow;

    /// <summary>Creates an expression from its table.</summary>
    /// <param name="table">
    /// 1 if it is anchored at the start, plus 2 if at the end, plus 4 if it matches an empty text; the number of positions; for each
    /// position its ranges; then the first positions, the last ones, and for each position those that follow it: each list is preceded by
    /// its length.
    /// </param>
    public TextExpression(params ReadOnlySpan<int> table)
    {
        startsAtStart = (table[0] & 1) != 0;
        endsAtEnd = (table[0] & 2) != 0;
        isNullable = (table[0] & 4) != 0;
        ranges = new int[table[1]][];
        follow = new Positions[table[1]];
        int at = 2;
        for (int i = 0; i < ranges.Length; i++)
        {
            ranges[i] = table.Slice(at + 1, 2 * table[at]).ToArray();
            at += 1 + ranges[i].Length;
            for (int c = 0; c < Ascii; c++)
            {
                if (Takes(i, c))
                {
                    ofAscii[c].Add(i);
                }
            }
        }

        first = Positions.Read(table, ref at);
        last = Positions.Read(table, ref at);
        for (int i = 0; i < follow.Length; i++)
        {
            follow[i] = Positions.Read(table, ref at);
        }
    }

    /// <summary>Tells whether it matches a part of a text.</summary>
    /// <param name="text">UTF-8.</param>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (isNullable && text.IsEmpty)
        {
            return true;
        }

        Positions active = default;
        for (int i = 0; i < LookedAt && !text.IsEmpty; i++)
        {
            int c = text[0];
            int length = 1;
            if (c >= Ascii)
            {
                Rune.DecodeFromUtf8(text, out Rune rune, out length);
                c = rune.Value;
            }

            text = text[length..];
            Positions reachable = i == 0 || !startsAtStart ? first : default;
            active.AddFollowing(follow, ref reachable);
            active = c < Ascii ? reachable.And(ofAscii[c]) : Taking(reachable, c);
            if (active.Overlaps(last) && (!endsAtEnd || text.IsEmpty))
            {
                return true;
            }
        }

        return false;
    }

    private Positions Taking(Positions reachable, int c)
    {
        Positions taking = default;
        for (int i = 0; i < ranges.Length; i++)
        {
            if (reachable.Contains(i) && Takes(i, c))
            {
                taking.Add(i);
            }
        }

        return taking;
    }

    private bool Takes(int position, int c)
    {
        int[] pairs = ranges[position];
        for (int i = 0; i < pairs.Length; i += 2)
        {
            if (c >= pairs[i] && c <= pairs[i + 1])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A set of up to 256 positions.</summary>
    private struct Positions
    {
        private ulong a;
        private ulong b;
        private ulong c;
        private ulong d;

        public static Positions Read(ReadOnlySpan<int> table, ref int at)
        {
            Positions positions = default;
            foreach (int position in table.Slice(at + 1, table[at]))
            {
                positions.Add(position);
            }

            at += 1 + table[at];
            return positions;
        }

        public void Add(int position)
        {
            ulong bit = 1UL << (position & 63);
            switch (position >> 6)
            {
                case 0: a |= bit; break;
                case 1: b |= bit; break;
                case 2: c |= bit; break;
                default: d |= bit; break;
            }
        }

        public readonly bool Contains(int position) => (((position >> 6) switch { 0 => a, 1 => b, 2 => c, _ => d }) >> (position & 63) & 1) != 0;

        public readonly Positions And(in Positions other) => new() { a = a & other.a, b = b & other.b, c = c & other.c, d = d & other.d };

        public readonly bool Overlaps(in Positions other) => ((a & other.a) | (b & other.b) | (c & other.c) | (d & other.d)) != 0;

        /// <summary>Adds the positions that can follow those of this set to another set.</summary>
        public readonly void AddFollowing(Positions[] follow, ref Positions reachable)
        {
            AddFollowing(a, 0, follow, ref reachable);
            AddFollowing(b, 64, follow, ref reachable);
            AddFollowing(c, 128, follow, ref reachable);
            AddFollowing(d, 192, follow, ref reachable);
        }

        private static void AddFollowing(ulong bits, int start, Positions[] follow, ref Positions reachable)
        {
            for (; bits != 0; bits &= bits - 1)
            {
                ref readonly Positions next = ref follow[start + System.Numerics.BitOperations.TrailingZeroCount(bits)];
                reachable.a |= next.a;
                reachable.b |= next.b;
                reachable.c |= next.c;
                reachable.d |= next.d;
            }
        }
    }
}
