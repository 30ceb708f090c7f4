using System.Globalization;
using System.Text;
using Callgoose.Catalog;
using Callgoose.Schema;
using Callgoose.Suggest;

namespace Callgoose.Integrations.Tests.Suggest;

/// <summary>Suggestions for payloads, and how often they are right for the built-in tools, whose files the suggester does not see.</summary>
public class SuggestionTests
{
    private const string Begins = """{"alert_id":"a-17","state":"FIRING","host":{"name":"db1"},"summary":"Disk is full","details":"98 percent of /var","severity":"critical","started_at":"2025-11-10T09:12:00Z","ended_at":null}""";
    private const string Ends = """{"alert_id":"a-17","state":"RESOLVED","host":{"name":"db1"},"summary":"Disk is full","details":"41 percent of /var","severity":"critical","started_at":"2025-11-10T09:12:00Z","ended_at":"2025-11-10T09:20:00Z"}""";

    /// <summary>The page on schema files, which quotes the figures.</summary>
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FromAPayload.md")).ReplaceLineEndings(" ");

    [Fact]
    public void A_beginning_and_its_end_show_which_key_does_what()
    {
        var suggestion = Suggestion.Of("Mine", [Begins, Ends]);

        FilterSchema filter = Assert.Single(SchemaParser.Parse(suggestion.Schema).Schema!.Filters);
        Assert.Equal("alert_id", filter.Trigger!.MappedWith!.ToString());
        Assert.Equal("summary", filter.Trigger.Title!.ToString());
        Assert.Equal("details", filter.Trigger.Description!.ToString());
        Assert.Equal(["FIRING"], filter.Trigger.When[0].Texts);
        Assert.Equal(["RESOLVED"], filter.Resolve!.When[0].Texts);
        Assert.Equal("started_at", filter.Trigger.OccurredAt!.ToString());
        Assert.Equal("ended_at", filter.Resolve.OccurredAt!.ToString());
        Assert.Equal(Certainty.Sure, suggestion.Findings.Single(static finding => finding.What == "status").Certainty);
    }

    [Fact]
    public void Of_a_beginning_alone_the_end_is_a_guess_and_says_so()
    {
        var suggestion = Suggestion.Of("Mine", [Begins]);

        FilterSchema filter = Assert.Single(SchemaParser.Parse(suggestion.Schema).Schema!.Filters);
        Assert.Equal(["RESOLVED"], filter.Resolve!.When[0].Texts);
        Assert.NotEqual(Certainty.Sure, suggestion.Findings.Single(static finding => finding.What == "status").Certainty);
        Assert.Contains("no payload shows an end", suggestion.Findings.Single(static finding => finding.What == "status").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_status_everything_opens_and_ends_by_itself()
    {
        var suggestion = Suggestion.Of("Mine", ["""{"id":"7","title":"Backup of db1 took long","took":"03:12"}"""]);

        FilterSchema filter = Assert.Single(SchemaParser.Parse(suggestion.Schema).Schema!.Filters);
        Assert.Null(filter.Resolve);
        Assert.Equal(3_600_000, filter.Trigger!.ResolveAfter);
        Assert.Equal(Certainty.Guess, suggestion.Findings[0].Certainty);
    }

    [Theory]
    [InlineData("""{"state":1,"id":"7","rule":"down","severity":"critical"}""", """{"state":0,"id":"7","rule":"down","severity":"ok"}""", "severity", "ok")]
    [InlineData("""{"id":"7","isResolved":false,"message":"CPU high"}""", """{"id":"7","isResolved":true,"message":"CPU high"}""", "isResolved", "true")]
    [InlineData("""{"id":"7","firing":true,"message":"CPU high"}""", """{"id":"7","firing":false,"message":"CPU high"}""", "firing", "false")]
    public void What_differs_between_a_beginning_and_its_end_is_the_status(string begins, string ends, string key, string closed)
    {
        FilterSchema filter = Assert.Single(SchemaParser.Parse(Suggestion.Of("Mine", [begins, ends]).Schema).Schema!.Filters);

        Assert.Equal(key, filter.Resolve!.When[0].Key);
        Assert.Equal([closed], filter.Resolve.When[0].Texts);
        Assert.Equal("id", filter.Resolve.MappedWith!.ToString());
    }

    [Fact]
    public void A_status_in_which_all_payloads_are_alike_is_a_guess()
    {
        var suggestion = Suggestion.Of("Mine", ["""{"state":1,"id":"7","rule":"down"}""", """{"state":0,"id":"7","rule":"down"}"""]);

        Assert.Equal(Certainty.Guess, suggestion.Findings.Single(static finding => finding.What == "status").Certainty);
    }

    [Fact]
    public void The_test_file_of_a_deep_payload_is_no_deeper_than_JSON_may_be()
    {
        string payload = string.Concat(Enumerable.Repeat("""{"n":""", 63)) + "1" + new string('}', 63);

        using var tests = System.Text.Json.JsonDocument.Parse(Suggestion.Of("Mine", [payload]).Tests);

        Assert.Equal(payload, tests.RootElement.GetProperty("tests")[0].GetProperty("calls")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"a":{"b":[[{"c":null}]]}}""")]
    [InlineData("""{"id":"{{ alert.id }}","status":"open","title":"x y z"}""")]
    [InlineData("""{"id":"$ALERT_ID","status":"open","title":"x y z"}""")]
    public void Whatever_comes_the_file_passes_its_check(string payload) => Assert.NotNull(SchemaParser.Parse(Suggestion.Of("Mine", [payload]).Schema).Schema);

    /// <summary>The suggester gets all samples of a tool, unlabelled and in any order. The page on schema files quotes the figures.</summary>
    [Fact]
    public void It_is_right_about_most_samples_of_tools_whose_files_it_does_not_see()
    {
        (int triggers, int resolves, int allTriggers, int allResolves, string report) = Measure(static samples => [.. samples.Trigger, .. samples.Resolve]);

        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(triggers * 100 >= allTriggers * 85 && resolves * 100 >= allResolves * 75, report);
        AssertPageSays($"samples of the {BuiltInSchemas.All.Count} built-in tools", report);
        AssertPageSays($"{triggers} of {allTriggers} beginnings and ends with the right key for {resolves} of {allResolves} ends", report);
    }

    /// <summary>The suggester gets only the first beginning and the first end of a tool, and is judged by all samples.</summary>
    [Fact]
    public void One_beginning_and_one_end_serve_for_payloads_that_it_has_not_seen()
    {
        (int triggers, int resolves, int allTriggers, int allResolves, string report) = Measure(static samples => [.. samples.Trigger.Take(1), .. samples.Resolve.Take(1)]);

        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(triggers * 100 >= allTriggers * 55 && resolves * 100 >= allResolves * 55, report);
        AssertPageSays($"Given one beginning and one end, {triggers} and {resolves}:", report);
    }

    private static void AssertPageSays(FormattableString words, string report)
    {
        string expected = words.ToString(CultureInfo.InvariantCulture);
        Assert.True(Page.Contains(expected, StringComparison.Ordinal), $"FromAPayload.md has to say \"{expected}\".\n{report}");
    }

    private static (int Triggers, int Resolves, int AllTriggers, int AllResolves, string Report) Measure(Func<SamplesSchema, string[]> given)
    {
        var report = new StringBuilder();
        (int triggers, int resolves, int allTriggers, int allResolves) = (0, 0, 0, 0);
        foreach (IntegrationSchema schema in BuiltInSchemas.All.Select(static file => file.Result.Schema!))
        {
            SamplesSchema samples = schema.Samples;
            var suggestion = Suggestion.Of(schema.Name, given(samples));
            IntegrationSchema? proposed = SchemaParser.Parse(suggestion.Schema).Schema;
            Assert.NotNull(proposed);
            EvaluationResult[] begun = [.. samples.Trigger.Select(Evaluate)];
            HashSet<string> keys = [.. begun.Where(static result => result.Trigger is { Key.Length: > 0 }).Select(static result => result.Trigger!.Key)];
            int right = begun.Count(static result => result.Trigger is not null && result.Resolve is null);
            int ended = samples.Resolve.Select(Evaluate).Count(result => result.Trigger is null && result.Resolve is not null && keys.Contains(result.Resolve.Key));
            report.AppendLine(CultureInfo.InvariantCulture, $"{schema.Name}: triggers {right} of {samples.Trigger.Count}, resolves {ended} of {samples.Resolve.Count}; {string.Join("; ", suggestion.Findings.Take(3).Select(static finding => $"{finding.What} {finding.Choice}"))}");
            triggers += right;
            resolves += ended;
            allTriggers += samples.Trigger.Count;
            allResolves += samples.Resolve.Count;

            EvaluationResult Evaluate(string sample) => Evaluator.Evaluate(proposed!, PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample)));
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"triggers {triggers} of {allTriggers}, resolves {resolves} of {allResolves}");
        return (triggers, resolves, allTriggers, allResolves, report.ToString());
    }
}
