namespace Callgoose.Payloads;

/// <summary>Compares numbers in the notation of JSON exactly, however many digits they have (Catalog/README.md 1).</summary>
public static class NumberText
{
    /// <summary>The maximum number of digits of an exponent; no tool measures numbers with more.</summary>
    private const int ExponentDigits = 9;

    /// <summary>Tells whether a text is a number above another.</summary>
    public static bool IsAbove(ReadOnlySpan<byte> text, ReadOnlySpan<byte> limit) => Compare(text, limit) > 0;

    /// <summary>Tells whether a text is a number equal to or above another.</summary>
    public static bool IsAtLeast(ReadOnlySpan<byte> text, ReadOnlySpan<byte> limit) => Compare(text, limit) >= 0;

    /// <summary>Tells whether a text is a number below another.</summary>
    public static bool IsBelow(ReadOnlySpan<byte> text, ReadOnlySpan<byte> limit) => Compare(text, limit) < 0;

    /// <summary>Tells whether a text is a number equal to or below another.</summary>
    public static bool IsAtMost(ReadOnlySpan<byte> text, ReadOnlySpan<byte> limit) => Compare(text, limit) <= 0;

    /// <summary>Tells whether a value is a given text, or a number with the same value in any notation: <c>1e2</c> equals <c>100</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">Its text.</param>
    /// <param name="item">The text or number.</param>
    public static bool Equals(Utf8Value value, ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) =>
        text.SequenceEqual(item) || (value.Kind == ValueKind.Number && Compare(text, item) == 0);

    /// <summary>Compares two numbers.</summary>
    /// <returns>Below 0 if the first one is less; null if one of them is not a number by the grammar of JSON.</returns>
    public static int? Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!Number.TryParse(left, out Number number) || !Number.TryParse(right, out Number other))
        {
            return null;
        }

        if (number.Sign != other.Sign || number.Sign == 0)
        {
            return number.Sign.CompareTo(other.Sign);
        }

        return number.Sign * (number.Exponent != other.Exponent ? number.Exponent.CompareTo(other.Exponent) : CompareDigits(number.Digits, other.Digits));
    }

    /// <summary>Compares digit by digit, ignoring the points. Neither ends in a zero, so if one is a prefix of the other, the longer one is larger.</summary>
    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            i += i < left.Length && left[i] == (byte)'.' ? 1 : 0;
            j += j < right.Length && right[j] == (byte)'.' ? 1 : 0;
            if (i == left.Length || j == right.Length)
            {
                return (left.Length - i).CompareTo(right.Length - j);
            }

            if (left[i] != right[j])
            {
                return left[i].CompareTo(right[j]);
            }

            i++;
            j++;
        }
    }

    /// <summary>0.<c>Digits</c> times ten to the power of <c>Exponent</c>. The digits neither begin nor end with a zero, and may contain a point.</summary>
    private ref struct Number
    {
        public int Sign;
        public ReadOnlySpan<byte> Digits;
        public long Exponent;

        public static bool TryParse(ReadOnlySpan<byte> text, out Number number)
        {
            number = default;
            int start = !text.IsEmpty && text[0] == (byte)'-' ? 1 : 0;
            int point = SkipDigits(text, start);
            if (point == start || (point > start + 1 && text[start] == (byte)'0'))
            {
                return false;
            }

            int end = point;
            if (end < text.Length && text[end] == (byte)'.')
            {
                end = SkipDigits(text, point + 1);
                if (end == point + 1)
                {
                    return false;
                }
            }

            if (!TryParseExponent(text[end..], out long exponent))
            {
                return false;
            }

            ReadOnlySpan<byte> mantissa = text[start..end];
            int first = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.');
            if (first >= 0)
            {
                number.Sign = start == 1 ? -1 : 1;
                number.Digits = mantissa[first..(mantissa.LastIndexOfAnyExcept((byte)'0', (byte)'.') + 1)];
                int whole = point - start;
                number.Exponent = exponent + (first < whole ? whole - first : whole + 1 - first);
            }

            return true;
        }

        private static bool TryParseExponent(ReadOnlySpan<byte> text, out long exponent)
        {
            exponent = 0;
            if (text.IsEmpty)
            {
                return true;
            }

            if (text[0] is not ((byte)'e' or (byte)'E'))
            {
                return false;
            }

            int start = text.Length > 1 && text[1] is (byte)'+' or (byte)'-' ? 2 : 1;
            ReadOnlySpan<byte> digits = text[start..];
            ReadOnlySpan<byte> significant = digits.TrimStart((byte)'0');
            if (digits.IsEmpty || SkipDigits(digits, 0) != digits.Length || significant.Length > ExponentDigits)
            {
                return false;
            }

            foreach (byte digit in significant)
            {
                exponent = (exponent * 10) + (digit - '0');
            }

            exponent = start == 2 && text[1] == (byte)'-' ? -exponent : exponent;
            return true;
        }

        private static int SkipDigits(ReadOnlySpan<byte> text, int at)
        {
            while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
            {
                at++;
            }

            return at;
        }
    }
}
