namespace Callgoose.Schema;

/// <summary>The numbers of schema.md 1. A file that passes one is refused; nothing is cut.</summary>
internal static class SchemaLimits
{
    public const int Filters = 10;
    public const int TriggerPairs = 2;
    public const int ResolvePairs = 1;
    public const int Items = 10;
    public const int ItemCodePoints = 50;
    public const int KeyCodePoints = 1024;
    public const int NameCodePoints = 100;
}
