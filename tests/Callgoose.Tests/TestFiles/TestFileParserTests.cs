using Callgoose.TestFiles;

namespace Callgoose.Tests.TestFiles;

public class TestFileParserTests
{
    [Theory]
    [InlineData("""{"tests":[{"name":"a","calls":[{"payload":{},"text":"x"}]}]}""", "CG5007", "A call has one of")]
    [InlineData("""{"tests":[{"name":"a","calls":[{"payload":{},"after":"soon"}]}]}""", "CG5007", "not a duration")]
    [InlineData("""{"tests":[{"name":"a","calls":[{"payload":{},"expect":{"stats":201}}]}]}""", "CG5003", "did you mean \"status\"?")]
    [InlineData("""{"tests":[{"calls":[]}]}""", "CG5004", "name")]
    [InlineData("""{}""", "CG5004", "tests")]
    [InlineData("[]", "CG5005", "A test file is an object")]
    [InlineData("{", "CG5001", "")]
    public void What_is_wrong_has_its_rule(string text, string rule, string message)
    {
        TestFile file = TestFileParser.Parse("a.callgoose-test.json", text);

        Assert.Contains(file.Problems, problem => problem.Rule.Id == rule && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        TestFile file = TestFileParser.Parse("a", """{"tests":[{"name":"a","calls":[{"payload":{},"after":"soon"},{"payload":{},"after":"later"}]}]}""");

        Assert.Equal(2, file.Problems.Count);
    }

    [Fact]
    public void A_call_takes_the_source_of_its_test_and_the_media_type_of_its_kind()
    {
        TestFile file = TestFileParser.Parse("a", """{"tests":[{"name":"a","from":"S","calls":[{"payload":{}},{"text":"x","from":"T"}]}]}""");

        IReadOnlyList<TestCall> calls = Assert.Single(file.Tests).Calls;
        Assert.Equal([("S", "application/json"), ("T", "text/plain")], calls.Select(static call => (call.From, call.ContentType)));
    }
}
