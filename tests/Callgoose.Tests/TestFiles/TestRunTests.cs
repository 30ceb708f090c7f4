using Callgoose.Services;
using Callgoose.TestFiles;

namespace Callgoose.Tests.TestFiles;

/// <summary>Test files, from their text to the list of differences.</summary>
public class TestRunTests
{
    [Fact]
    public void Calls_follow_each_other_over_one_store()
    {
        Assert.Empty(Failures("""
            {"from":"BetterStack","payload":{"source":"betterstack","status":"Started","id":"1","title":"Down"},"expect":{"status":201,"created":true,"key":"1","reason":null}},
            {"from":"BetterStack","payload":{"source":"betterstack","status":"Started","id":"1","title":"Down"},"after":"1m","expect":{"status":200,"duplicate":true}},
            {"from":"BetterStack","payload":{"source":"betterstack","status":"Resolved","id":"1","title":"Down"},"after":"1m","expect":{"resolved":true,"created":false}}
            """, """[{"key":"1","state":"resolved","urgency":"high","occurrences":2}]"""));
    }

    [Fact]
    public void A_failure_tells_the_call_what_was_found_and_where_they_differ()
    {
        TestFailure failure = Assert.Single(Failures("""{"from":"BetterStack","payload":{"status":"started"},"expect":{"reason":"no_filter"}}"""));

        Assert.Equal(("call 1", "reason", "no_filter", "no_filter_matched"), (failure.Subject, failure.Name, failure.Expected, failure.Found));
        Assert.Equal(10, failure.FirstDifference);
    }

    [Fact]
    public void Incidents_that_nobody_expects_are_a_failure()
    {
        TestFailure failure = Assert.Single(Failures(
            """{"from":"BetterStack","payload":{"source":"betterstack","status":"Started","id":"1","title":"Down"}}""", "[]"));

        Assert.Equal(("in the end", "incidents", "0", "1"), (failure.Subject, failure.Name, failure.Expected, failure.Found));
    }

    private static IReadOnlyList<TestFailure> Failures(string calls, string? incidents = null)
    {
        string end = incidents is null ? "" : $",\"incidents\":{incidents}";
        TestFile file = TestFileParser.Parse("a.callgoose-test.json", $$"""{"tests":[{"name":"one","calls":[{{calls}}]{{end}}}]}""");
        Assert.Empty(file.Problems);
        return TestRun.Run(Assert.Single(file.Tests), Service.Default);
    }
}
