using System.Text;

namespace Callgoose.Schema.Tests;

/// <summary>A filter is reported as dead only if it is: everything that its <c>when</c> passes, an earlier filter passes, too.</summary>
public class ConditionCoverTests
{
    private static readonly string[] Payloads =
    [
        "{}", """{"s":null}""", """{"s":{}}""", """{"s":{"a":"b"}}""", """{"s":["ab","b"]}""", """{"s":""}""",
        .. Words(3).Select(static word => $$"""{"s":"{{word}}"}"""),
    ];

    [Theory]
    [InlineData("""{ "key": "s", "any": ["a", "b"] }""", """{ "key": "s", "contains": ["xbx"] }""", true)]
    [InlineData("""{ "key": "s", "any": ["a", "b"] }""", """{ "key": "s", "any": ["aa", "bb"] }""", true)]
    [InlineData("""{ "key": "s", "any": ["a"] }""", """{ "key": "s", "any": ["aa", "c"] }""", false)]
    [InlineData("""{ "key": "s", "contains": ["a"] }""", """{ "key": "s", "equals": ["a", "ba"] }""", true)]
    [InlineData("""{ "key": "s", "exists": true }""", """{ "key": "s", "equals": ["a"] }""", true)]
    [InlineData("""{ "key": "s", "exists": true }""", """{ "key": "s", "none": ["a"] }""", false)]
    [InlineData("""{ "key": "s", "none": ["ab"] }""", """{ "key": "s", "none": ["a"] }""", true)]
    [InlineData("""{ "key": "s", "none": ["a"] }""", """{ "key": "s", "none": ["ab"] }""", false)]
    [InlineData("""{ "key": "s", "none": ["a"] }""", """{ "key": "s", "exists": false }""", true)]
    [InlineData("""{ "key": "s", "equals": ["a", "b"] }""", """{ "key": "s", "equals": ["b"] }""", true)]
    [InlineData("""{ "key": "s", "starts_with": ["a"] }""", """{ "key": "s", "starts_with": ["ab", "aa"] }""", true)]
    [InlineData("""{ "key": "s", "starts_with": ["ab"] }""", """{ "key": "s", "starts_with": ["a"] }""", false)]
    [InlineData("""{ "key": "s", "ends_with": ["b"] }""", """{ "key": "s", "equals": ["ab"] }""", true)]
    [InlineData("""{ "key": "t", "exists": true }""", """{ "key": "s", "exists": true }""", false)]
    public void A_filter_behind_one_that_asks_for_less_is_dead(string before, string behind, bool dead) =>
        Assert.Equal(dead ? ["CG3005"] : [], Parse(before, behind).Problems.Select(static problem => problem.Rule.Id));

    [Fact]
    public void What_is_called_dead_never_passes_alone()
    {
        var random = new Random(20);
        int dead = 0;
        for (int run = 0; run < 4000; run++)
        {
            string before = RandomWhen(random);
            string behind = RandomWhen(random);
            if (Parse(before, behind).Problems.Count == 0)
            {
                continue;
            }

            dead++;
            IntegrationSchema first = Assert.IsType<IntegrationSchema>(Parse(before).Schema);
            IntegrationSchema second = Assert.IsType<IntegrationSchema>(Parse(behind).Schema);
            foreach (PayloadDocument payload in Payloads.Select(static text => PayloadDocument.Parse(Encoding.UTF8.GetBytes(text))))
            {
                bool isDead = Evaluator.Evaluate(second, payload).Trigger is null || Evaluator.Evaluate(first, payload).Trigger is not null;
                Assert.True(isDead, $"{before} does not cover {behind} on {payload.Raw}");
            }
        }

        Assert.InRange(dead, 100, 3900);
    }

    private static SchemaParseResult Parse(params IEnumerable<string> whens)
    {
        string filters = string.Join(", ", whens.Select(static (when, i) => $$"""{ "name": "{{i}}", "urgency": "low", "trigger": { "when": {{when}} } }"""));
        return SchemaParser.Parse($$"""{ "name": "Tool", "extended": true, "filters": [ {{filters}} ] }""");
    }

    private static string RandomWhen(Random random) =>
        $"[{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomCondition(random)))}]";

    private static string RandomCondition(Random random)
    {
        string name = random.GetItems((string[])["contains", "any", "none", "equals", "starts_with", "ends_with", "exists"], 1)[0];
        string[] words = [.. Words(2)];
        string texts = string.Join(", ", random.GetItems(words, random.Next(1, 4)).Select(static word => $"\"{word}\""));
        return $$"""{ "key": "s", "{{name}}": {{(name == "exists" ? random.Next(2) == 0 ? "true" : "false" : $"[{texts}]")}} }""";
    }

    private static IEnumerable<string> Words(int length)
    {
        string[] letters = ["a", "b"];
        return length == 1 ? letters : Words(length - 1).SelectMany(word => letters.Select(letter => word + letter)).Concat(Words(length - 1)).Distinct();
    }
}
