using System.Text.RegularExpressions;

namespace Callgoose.Schema.Tests;

/// <summary>Counts lines independently of the parser: by line ends, one of which is a lone carriage return.</summary>
internal static partial class Lines
{
    public static LinePosition PositionOf(string text, int offset)
    {
        int[] starts = [0, .. LineEnd().Matches(text).Select(static end => end.Index + end.Length).Where(start => start <= offset)];
        return new LinePosition(starts.Length - 1, offset - starts[^1]);
    }

    [GeneratedRegex(@"\r\n|\r|\n")]
    private static partial Regex LineEnd();
}
