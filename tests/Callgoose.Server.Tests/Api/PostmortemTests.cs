using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Server.Tests.Api;

/// <summary>The post-mortem of an incident: text from a sender stays text.</summary>
public class PostmortemTests
{
    [Theory]
    [InlineData("plain text, with commas: and (brackets)", "plain text, with commas: and (brackets)")]
    [InlineData("**bold** _it_ `code` ~~gone~~", @"\*\*bold\*\* \_it\_ \`code\` \~\~gone\~\~")]
    [InlineData("[x](javascript:alert(1)) ![i](http://x)", @"\[x\](javascript:alert(1)) \!\[i\](http://x)")]
    [InlineData("<script>alert(1)</script> &amp;", @"\<script\>alert(1)\</script\> \&amp;")]
    [InlineData("a | b", @"a \| b")]
    [InlineData("# heading", @"\# heading")]
    [InlineData("- item", @"\- item")]
    [InlineData("12. item", @"12\. item")]
    [InlineData("    code", "code")]
    [InlineData("one\n# two\r\nthree", @"one \# two  three")]
    [InlineData("@everyone", "@\u2060everyone")]
    [InlineData("abc\u202Edef\u0007", "abc def")]
    public void A_line_is_text(string text, string expected) => Assert.Equal(expected, MarkdownText.Line(text));

    [Fact]
    public void A_block_ends_where_its_text_ends()
    {
        string block = MarkdownText.Block("a\n```\n# out\r````\n</details>", "json");

        Assert.Equal("`````json\na\n```\n# out\n````\n</details>\n`````\n", block);
    }

    [Fact]
    public void It_has_summary_timeline_and_payload()
    {
        var call = new TimeOrderedId(0xCA11, 1);
        var incident = new IncidentSummary(new TimeOrderedId(0x19A6C, 2), IncidentState.Resolved, Urgency.High, "shop", "prod", "Grafana", "k", "Shop | is <b>down</b>", 3, 0, 60_000, 3_720_000);
        var details = new IncidentDetails(incident, "{\"a\":\"</details>```\"}", [
            new Transition(TransitionKind.Triggered, 0, "incident", call),
            new Transition(TransitionKind.Acknowledged, 65_000, "token laptop", default, "Looking\n# not a heading", TransitionOrigin.Person),
            new Transition(TransitionKind.Updated, 70_000, "incident", call, Changes: new IncidentChanges("was *", "is *", null, null, null, null, null)),
            new Transition(TransitionKind.Resolved, 3_720_000, "incident", call),
        ]);

        string document = PostmortemMarkdown.Write(details, [], "{\"raw\":1}");

        Assert.StartsWith("# Post-mortem: Shop \\| is \\<b\\>down\\</b\\>\n", document, StringComparison.Ordinal);
        Assert.Contains("| First acknowledged | 1970-01-01 00:01:05, after 1 min 5 s, by token laptop |\n", document, StringComparison.Ordinal);
        Assert.Contains("| Resolved | 1970-01-01 01:02:00, after 1 h 2 min, by incident |\n", document, StringComparison.Ordinal);
        Assert.Contains("- 1970-01-01 00:01:05: **acknowledged** by token laptop\n\n  > Looking\n  > \\# not a heading\n", document, StringComparison.Ordinal);
        Assert.Contains("  - title: was \\* → is \\*\n", document, StringComparison.Ordinal);
        Assert.Contains("Nobody: there is no delivery", document, StringComparison.Ordinal);
        Assert.Contains("<summary>Description</summary>\n\n````json\n{\"a\":\"</details>```\"}\n````\n\n</details>\n", document, StringComparison.Ordinal);
        Assert.Contains("<summary>Payload of the call that opened it</summary>\n\n```json\n{\"raw\":1}\n```\n", document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_stays_in_its_cell()
    {
        var incident = new IncidentSummary(new TimeOrderedId(0x19A6C, 2), IncidentState.Triggered, Urgency.High, "shop", "prod", "Grafana", "k", "Down", 1, 0, 0, null);
        var details = new IncidentDetails(incident, "{}", [new Transition(TransitionKind.Triggered, 0, "incident", default)]);

        Assert.Contains("| Link | <https://tool.example/a_b%7C%40here> |\n", PostmortemMarkdown.Write(details with { Link = "https://tool.example/a_b|@here" }, [], null), StringComparison.Ordinal);
        Assert.DoesNotContain("| Link |", PostmortemMarkdown.Write(details, [], null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("Nowhere/At_all", false)]
    [InlineData("", false)]
    public void Only_time_zones_are_time_zones(string name, bool expected) => Assert.Equal(expected, ReportZone.TryFind(name, out _));
}
