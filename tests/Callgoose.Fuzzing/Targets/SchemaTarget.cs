using System.Text;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Fuzzing.Targets;

/// <summary>
/// The schema parser never throws. Each problem of a refused file has a text and a place within the file. A file that it accepts can be interpreted,
/// and reads the same a second time.
/// </summary>
internal static class SchemaTarget
{
    public static void Check(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        SchemaParseResult result = SchemaParser.Parse(text);

        BrokenPromiseException.Unless(result.Problems.Count == 0 == (result.Schema is not null), "a schema and problems, or neither");
        foreach (SchemaProblem problem in result.Problems)
        {
            BrokenPromiseException.Unless(!string.IsNullOrWhiteSpace(problem.Message), $"{problem.Rule} says nothing");
            CheckPlace(text, problem.Location);
        }

        foreach (SchemaName name in result.Names)
        {
            CheckPlace(text, name.Location);
        }

        if (result.Schema is IntegrationSchema schema)
        {
            BrokenPromiseException.UnlessSame("name", schema.Name, new InterpretedIntegration(schema).Name);
            BrokenPromiseException.Unless(schema.Equals(SchemaParser.Parse(text).Schema), "read again it is another schema");
        }
    }

    private static void CheckPlace(string text, SchemaLocation place)
    {
        BrokenPromiseException.Unless(place.Start >= 0 && place.Length >= 0 && place.Start + place.Length <= text.Length, $"{place} is outside the text");
        BrokenPromiseException.Unless(PositionOf(text, place.Start) == place.From, $"{place} begins elsewhere");
        BrokenPromiseException.Unless(PositionOf(text, place.Start + place.Length) == place.To, $"{place} ends elsewhere");
    }

    private static LinePosition PositionOf(string text, int offset)
    {
        // A line ends with a line feed, a carriage return, or both.
        int[] starts = [0, .. Enumerable.Range(0, offset).Where(i => text[i] == '\n' || (text[i] == '\r' && !text.AsSpan(i).StartsWith("\r\n"))).Select(static i => i + 1)];
        return new LinePosition(starts.Length - 1, offset - starts[^1]);
    }
}
