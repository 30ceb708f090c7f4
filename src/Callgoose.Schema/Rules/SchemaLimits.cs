namespace Callgoose.Schema;

/// <summary>The limits of Catalog/README.md 1. A file that exceeds one is refused; nothing is cut.</summary>
internal sealed class SchemaLimits
{
    public const int KeyCodePoints = 1024;
    public const int NameCodePoints = 100;

    /// <summary>The largest index of a key: a reader counts up to it in every payload.</summary>
    public const int Index = 999;

    /// <summary>The maximum number of keys that a value may be taken from or joined of.</summary>
    public const int KeysOfValue = 8;

    /// <summary>The maximum number of elements of a list that get a result, or are read.</summary>
    public const int Elements = 1000;

    /// <summary>The maximum number of keys whose text is read as JSON: for each the payload is read once more.</summary>
    public const int ParsedTexts = 4;

    /// <summary>The maximum number of bytes of a value in a text with values.</summary>
    public const int MadeValueBytes = 1024;

    private SchemaLimits()
    {
    }

    /// <summary>The limits of a plain file.</summary>
    public static SchemaLimits Plain { get; } = new() { Filters = 10, TriggerPairs = 2, ResolvePairs = 1, Items = 10, ItemCodePoints = 50 };

    /// <summary>The limits of a file with <c>"extended": true</c>.</summary>
    public static SchemaLimits Extended { get; } = new()
    {
        IsExtended = true, Filters = 64, TriggerPairs = 16, ResolvePairs = 16, Items = 64, ItemCodePoints = 1024,
    };

    public bool IsExtended { get; private set; }

    public int Filters { get; private set; }

    public int TriggerPairs { get; private set; }

    public int ResolvePairs { get; private set; }

    public int Items { get; private set; }

    public int ItemCodePoints { get; private set; }

    /// <summary>The end of a message about a limit that is higher in an extended file.</summary>
    public string Lift(int extendedLimit) => IsExtended ? string.Empty : $" With \"extended\": true in the file the limit is {extendedLimit}.";
}
