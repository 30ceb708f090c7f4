namespace Callgoose.Schema;

/// <summary>The numbers of Catalog/README.md 1. A file that passes one is refused; nothing is cut.</summary>
internal sealed class SchemaLimits
{
    public const int KeyCodePoints = 1024;
    public const int NameCodePoints = 100;

    /// <summary>The largest index of a key: a reader counts that far in every payload.</summary>
    public const int Index = 999;

    /// <summary>How many keys a value may be tried at, or joined of.</summary>
    public const int KeysOfValue = 8;

    /// <summary>How many elements of a list get a verdict, or are looked at.</summary>
    public const int Elements = 1000;

    /// <summary>At how many keys text is read as JSON: each makes a payload be read once more.</summary>
    public const int ParsedTexts = 4;

    /// <summary>How many bytes of a value stand in a text that is made of values.</summary>
    public const int MadeValueBytes = 1024;

    private SchemaLimits()
    {
    }

    /// <summary>Those of a file.</summary>
    public static SchemaLimits Plain { get; } = new() { Filters = 10, TriggerPairs = 2, ResolvePairs = 1, Items = 10, ItemCodePoints = 50 };

    /// <summary>Those of a file with <c>"extended": true</c>.</summary>
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

    /// <summary>What to add to a message about a limit that an extended file lifts.</summary>
    public string Lift(int extendedLimit) => IsExtended ? string.Empty : $" With \"extended\": true in the file the limit is {extendedLimit}.";
}
