namespace Callgoose.Schema.Tests;

/// <summary>Whatever a file contains, reading it never throws, and every problem has a place in the file.</summary>
public class MutationTests
{
    private const int Seed = 20251110;
    private const int Rounds = 10_000;

    [Fact]
    public void A_file_that_was_changed_at_random_is_read_or_has_problems_within_its_text()
    {
        var random = new Random(Seed);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string text = Mutations.Apply(SchemaFiles.Guide, random);
            SchemaParseResult result = SchemaParser.Parse(text);

            Assert.Equal(result.Problems.Count == 0, result.Schema is not null);
            Assert.All(result.Problems.Select(static problem => problem.Location).Concat(result.Names.Select(static name => name.Location)), place => Check(text, place));
            Assert.All(result.Problems, static problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message)));
            read += result.Schema is null ? 0 : 1;
        }

        Assert.InRange(read, 500, Rounds - 500);
    }

    [Fact]
    public void Every_prefix_of_a_file_has_a_problem_within_its_text()
    {
        for (int length = 0; length < SchemaFiles.Guide.TrimEnd().Length; length++)
        {
            string text = SchemaFiles.Guide[..length];

            Check(text, Assert.Single(SchemaParser.Parse(text).Problems).Location);
        }
    }

    private static void Check(string text, SchemaLocation place)
    {
        Assert.InRange(place.Start, 0, text.Length);
        Assert.InRange(place.Length, 0, text.Length - place.Start);
        Assert.Equal(Lines.PositionOf(text, place.Start), place.From);
        Assert.Equal(Lines.PositionOf(text, place.Start + place.Length), place.To);
    }
}
