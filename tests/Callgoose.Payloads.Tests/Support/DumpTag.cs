namespace Callgoose.Payloads.Tests;

/// <summary>The letters with which the lines of a <see cref="Dump"/> begin.</summary>
internal static class DumpTag
{
    public const char Name = ':';
    public const char Compact = 'c';

    public static char Of(ValueKind kind) => kind switch
    {
        ValueKind.Null => '0',
        ValueKind.String => '"',
        ValueKind.Number => '#',
        ValueKind.True => 't',
        ValueKind.False => 'f',
        ValueKind.Object => '}',
        ValueKind.Array => ']',
        _ => '?',
    };
}
