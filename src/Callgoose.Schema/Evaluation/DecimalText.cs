namespace Callgoose.Schema;

/// <summary>
/// A number in JSON notation, compared exactly, however many digits it has: 0.<paramref name="Digits"/> times ten to the power of
/// <paramref name="Exponent"/>.
/// </summary>
/// <param name="Sign">-1, 0 or 1.</param>
/// <param name="Digits">The digits without zeros at either end; empty for zero.</param>
/// <param name="Exponent">The exponent.</param>
internal readonly record struct DecimalText(int Sign, string Digits, long Exponent)
{
    /// <summary>The maximum number of digits of an exponent; no tool measures numbers with more.</summary>
    private const int ExponentDigits = 9;

    /// <summary>Reads a number.</summary>
    /// <returns>Null if the text is not a number by the grammar of JSON.</returns>
    public static DecimalText? Parse(string text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int sign = at == 1 ? -1 : 1;
        string whole = DigitsAt(text, ref at);
        if (whole.Length == 0 || (whole.Length > 1 && whole[0] == '0'))
        {
            return null;
        }

        string fraction = string.Empty;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = DigitsAt(text, ref at);
            if (fraction.Length == 0)
            {
                return null;
            }
        }

        long exponent = 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            bool isNegative = at < text.Length && text[at] == '-';
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            string digits = DigitsAt(text, ref at);
            string significant = digits.TrimStart('0');
            if (digits.Length == 0 || significant.Length > ExponentDigits)
            {
                return null;
            }

            exponent = significant.Aggregate(0L, static (number, c) => (number * 10) + (c - '0')) * (isNegative ? -1 : 1);
        }

        if (at != text.Length)
        {
            return null;
        }

        string mantissa = whole + fraction;
        string kept = mantissa.TrimStart('0');
        return kept.Length == 0
            ? new DecimalText(0, string.Empty, 0)
            : new DecimalText(sign, kept.TrimEnd('0'), whole.Length - (mantissa.Length - kept.Length) + exponent);
    }

    /// <summary>Compares two numbers: below 0 if the first one is less.</summary>
    public static int Compare(DecimalText left, DecimalText right)
    {
        if (left.Sign != right.Sign || left.Sign == 0)
        {
            return left.Sign.CompareTo(right.Sign);
        }

        int magnitude = left.Exponent != right.Exponent ? left.Exponent.CompareTo(right.Exponent) : string.CompareOrdinal(left.Digits, right.Digits);
        return left.Sign * Math.Sign(magnitude);
    }

    private static string DigitsAt(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return text.Substring(start, at - start);
    }
}
