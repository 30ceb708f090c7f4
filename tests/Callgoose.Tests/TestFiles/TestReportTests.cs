using Callgoose.Terminal;
using Callgoose.TestFiles;

namespace Callgoose.Tests.TestFiles;

public class TestReportTests
{
    private static readonly TestCase Case = new("a # <b> \u0001", default, [], null, default);

    private static readonly IReadOnlyList<Callgoose.TestFiles.TestResult> Results =
    [
        new("f.json", Case with { Name = "good" }, []),
        new("f.json", Case, [new TestFailure("call 1", "title", "it's", "it is", default)]),
    ];

    [Fact]
    public void Text_has_a_line_for_each_test_and_failure_and_a_sum()
    {
        string[] lines = TestReport.Write("text", Results, Style.None).Split('\n');

        Assert.Equal("✓ good", lines[0]);
        Assert.StartsWith("    f.json:1:1: call 1: title is \"it is\"", lines[2], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", lines[3]);
    }

    [Fact]
    public void Tap_escapes_what_it_would_take_for_a_directive_or_the_end_of_a_text()
    {
        string tap = TestReport.Write("tap", Results, Style.None);

        Assert.StartsWith("TAP version 14\n1..2\nok 1 - good\nnot ok 2 - a \\# <b>", tap, StringComparison.Ordinal);
        Assert.Contains("expects \"it''s\"", tap, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_is_xml_whatever_a_test_is_called()
    {
        var xml = System.Xml.Linq.XDocument.Parse(TestReport.Write("junit", Results, Style.None));

        System.Xml.Linq.XElement suite = Assert.Single(xml.Root!.Elements());
        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal("a # <b>  ", suite.Elements().Last().Attribute("name")!.Value);
    }
}
