using System.Text;
using System.Text.RegularExpressions;

namespace Callgoose.Schema.Tests;

/// <summary>Expressions mean the same as in .NET, where both support them.</summary>
public class ExpressionTests
{
    private const int Rounds = 3000;

    [Fact]
    public void Random_expressions_match_what_those_of_dotnet_match()
    {
        var random = new Random(20251127);
        int checkedCount = 0;
        int matched = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string pattern = Pattern(random, 3);
            pattern = random.Next(3) == 0 ? $"^({pattern})$" : pattern;
            if (SchemaParser.Parse(File(pattern)).Schema is not IntegrationSchema schema)
            {
                continue;
            }

            // ECMAScript's classes cover ASCII only; its dot and its end of a text are the same as here.
            var expected = new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            for (int i = 0; i < 10; i++)
            {
                string text = string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => "abc1 -"[random.Next(6)]));
                bool passes = Evaluator.Evaluate(schema, PayloadDocument.Parse(Encoding.UTF8.GetBytes($$"""{ "s": "{{text}}" }"""))).Trigger is not null;

                Assert.True(expected.IsMatch(text) == passes, $"{pattern} on \"{text}\": {passes}");
                checkedCount++;
                matched += passes ? 1 : 0;
            }
        }

        Assert.InRange(matched, checkedCount / 10, checkedCount * 9 / 10);
        Assert.InRange(checkedCount, Rounds, Rounds * 10);
    }

    [Fact]
    public void Only_the_start_of_a_long_text_is_looked_at()
    {
        IntegrationSchema schema = SchemaParser.Parse(File("ab")).Schema!;

        Assert.NotNull(Evaluator.Evaluate(schema, Payload(new string('x', 4094) + "ab")).Trigger);
        Assert.Null(Evaluator.Evaluate(schema, Payload(new string('x', 4095) + "ab")).Trigger);
    }

    private static PayloadDocument Payload(string text) => PayloadDocument.Parse(Encoding.UTF8.GetBytes($$"""{ "s": "{{text}}" }"""));

    private static string File(string pattern) => $$"""
        { "name": "Tool", "extended": true, "filters": [ { "name": "f", "urgency": "low", "trigger": { "when": { "key": "s", "matches": "{{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}}" } } } ] }
        """;

    private static string Pattern(Random random, int depth) => random.Next(depth == 0 ? 5 : 10) switch
    {
        0 => "a",
        1 => "b",
        2 => ".",
        3 => random.Next(2) == 0 ? "[a-c]" : "[^ab1]",
        4 => random.Next(2) == 0 ? "\\d" : "\\s",
        5 or 6 => Pattern(random, depth - 1) + Pattern(random, depth - 1),
        7 => $"({Pattern(random, depth - 1)}|{Pattern(random, depth - 1)})",
        8 => $"({Pattern(random, depth - 1)}){"*+?"[random.Next(3)]}",
        _ => $"(?:{Pattern(random, depth - 1)}){(random.Next(3) switch { 0 => "{2}", 1 => "{0,2}", _ => "{1,}" })}",
    };
}
