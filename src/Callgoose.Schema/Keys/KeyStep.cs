namespace Callgoose.Schema;

/// <summary>One step of the path that a payload JSON key describes (Catalog/README.md 2): a name or an index, and the rest of the key.</summary>
/// <remarks>
/// <para>
/// Only a dot, or a bracket with an index, splits a key. The rest after a step is again a key and is looked up by the same rules, exact
/// name first.
/// </para>
/// <para>A number between dots is a name in an object and an index in an array. A number in brackets is always an index.</para>
/// </remarks>
public readonly record struct KeyStep
{
    private KeyStep(string name, int? index, bool isBracket, string rest)
    {
        Name = name;
        Index = index;
        IsBracket = isBracket;
        Rest = rest;
    }

    /// <summary>The name; empty for an index in brackets.</summary>
    public string Name { get; }

    /// <summary>The index of an array's element, from 0; null if the step cannot be an index.</summary>
    public int? Index { get; }

    /// <summary>True for an index in brackets, which is never a name.</summary>
    public bool IsBracket { get; }

    /// <summary>The rest of the key; empty if this is the last step.</summary>
    public string Rest { get; }

    /// <summary>Returns the first step of a key that is not empty.</summary>
    /// <returns>The step. The whole key, as a name, if nothing splits it.</returns>
    public static KeyStep First(string key)
    {
        if (key[0] == '[')
        {
            return TryBracket(key, 0, out int index, out string rest) ? new KeyStep(string.Empty, index, true, rest) : new KeyStep(key, null, false, string.Empty);
        }

        for (int i = 1; i < key.Length; i++)
        {
            if (key[i] == '.' && i < key.Length - 1)
            {
                return new KeyStep(key.Substring(0, i), ToNameOrIndex(key.Substring(0, i)), false, key.Substring(i + 1));
            }

            if (key[i] == '[' && TryBracket(key, i, out _, out _))
            {
                return new KeyStep(key.Substring(0, i), ToNameOrIndex(key.Substring(0, i)), false, key.Substring(i));
            }
        }

        return new KeyStep(key, ToNameOrIndex(key), false, string.Empty);
    }

    /// <summary>Finds a bracket in a key that is meant as an index but is not one, such as <c>items[*].id</c>.</summary>
    /// <returns>The text in the bracket, or null.</returns>
    public static string? FindBadIndex(string key)
    {
        for (int open = key.IndexOf('['); open >= 0; open = key.IndexOf('[', open + 1))
        {
            int close = key.IndexOf(']', open);
            if (!TryBracket(key, open, out int index, out _) || index > SchemaLimits.Index)
            {
                return close < 0 ? key.Substring(open) : key.Substring(open, close - open + 1);
            }
        }

        return null;
    }

    /// <summary>Reads <c>[12]</c> and the rest after it: nothing, a dot and a key, or another bracket.</summary>
    private static bool TryBracket(string key, int open, out int index, out string rest)
    {
        index = 0;
        rest = string.Empty;
        int close = key.IndexOf(']', open);
        if (close < 0 || ToIndex(key.Substring(open + 1, close - open - 1)) is not int number)
        {
            return false;
        }

        index = number;
        rest = key.Substring(close + 1);
        if (rest.Length == 0 || rest[0] == '[')
        {
            return true;
        }

        bool isDot = rest[0] == '.' && rest.Length > 1;
        rest = rest.Substring(1);
        return isDot;
    }

    /// <summary>Returns the index; a number above the limit can only be a name.</summary>
    private static int? ToNameOrIndex(string text) => ToIndex(text) is int index && index <= SchemaLimits.Index ? index : null;

    /// <summary>Returns the index: a number without a sign and without leading zeros.</summary>
    private static int? ToIndex(string text) =>
        text.Length is > 0 and <= 9 && text.All(static c => c is >= '0' and <= '9') && (text.Length == 1 || text[0] != '0')
            ? text.Aggregate(0, static (number, c) => (number * 10) + (c - '0'))
            : null;
}
