using System.Text;
using Callgoose.Destinations;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Tests.Kinds;

/// <summary>The built-in files.</summary>
public class BuiltInKindTests
{
    [Fact]
    public void All_kinds_are_there() => Assert.Equal(
        [
            "Callgoose", "Discord", "Email", "GoogleChat", "Mattermost", "MicrosoftTeams", "Opsgenie", "PagerDuty", "Pushover", "Slack", "SlackApi", "Telegram",
            "Webhook", "ntfy",
        ],
        DestinationKinds.BuiltIn.Select(static kind => kind.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_has_a_sample_that_names_its_source_and_version() => Assert.All(
        DestinationKinds.BuiltIn,
        static kind => Assert.All(kind.Schema.Samples, static sample => Assert.All([sample.Source, sample.Version], Assert.NotEmpty)));

    [Theory]
    [InlineData("{\"name\": \"X\", \"url\": \"{setting.urll}\", \"settings\": {\"url\": {}}, \"body\": {}}", "CG5001", "did you mean \"setting.url\"?")]
    [InlineData("{\"name\": \"X\", \"url\": \"x\", \"body\": \"{title\"}", "CG5002", "without its other brace")]
    [InlineData("{\"name\": \"X\", \"url\": \"x\", \"body\": \"{title|cutt:3}\"}", "CG5002", "There is no filter")]
    [InlineData("{\"name\": \"X\", \"url\": \"x\", \"body\": {\"$swich\": \"event\"}}", "CG5002", "did you mean \"$switch\"?")]
    [InlineData("{\"name\": \"X\", \"url\": \"x\", \"body\": {\"t\": \"{title}\"}, \"samples\": [{\"source\": \"s\", \"version\": \"1\", \"event\": {\"title\": \"a\"}, \"body\": {\"t\": \"b\"}}]}", "CG5003", "{\"t\":\"a\"}")]
    public void A_mistake_is_told_with_its_rule(string file, string rule, string words)
    {
        SchemaProblemOf(file, out string id, out string message);

        Assert.Equal(rule, id);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{title|cut:3}", "abcdef", "ab…")]
    [InlineData("{title|cut:3}", "abc", "abc")]
    [InlineData("{title|cut:2}", "äöü", "ä…")]
    [InlineData("{title|xml}", "<a&b>", "&lt;a&amp;b&gt;")]
    [InlineData("{title|markdown}", "a*b_c", "a\\*b\\_c")]
    [InlineData("{title|url}", "a b/ä", "a%20b%2F%C3%A4")]
    [InlineData("{title|upper}", "abc1", "ABC1")]
    [InlineData("{title|line}", "a\nb", "a b")]
    [InlineData("{title|unmention}", "@all <users/all>", "@\u200ball <\u200busers/all>")]
    [InlineData("{title|query}a=b", "https://example.com/x?k=1", "https://example.com/x?k=1&a=b")]
    [InlineData("{title|query}a=b", "https://example.com/x", "https://example.com/x?a=b")]
    [InlineData("{title|query}a=b", "https://example.com/x?", "https://example.com/x?a=b")]
    [InlineData("{title|query}a=b", "https://example.com/x?k=1&#f", "https://example.com/x?k=1&a=b")]
    [InlineData("{title|base}/v1", "https://example.com//", "https://example.com/v1")]
    [InlineData("{title|base}/v1", "https://example.com/x/?k#f", "https://example.com/x/v1")]
    [InlineData("{{{title}}}", "x", "{x}")]
    public void A_filter_does_what_it_says(string template, string title, string expected)
    {
        DestinationParseResult result = DestinationParser.Parse($"{{\"name\": \"X\", \"url\": \"{template}\", \"body\": {{}}}}");
        var buffer = new TextBuffer();
        new DestinationInterpreter(result.Schema!).WriteUrl(
            buffer, new SampleValues(new DestinationSample("s", "1", new([new SampleField(EventField.Title, title)]), default, null, string.Empty)));

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.From(0)));
    }

    private static void SchemaProblemOf(string file, out string id, out string message)
    {
        Schema.SchemaProblem problem = Assert.Single(DestinationParser.Parse(file).Problems);
        id = problem.Rule.Id;
        message = problem.Message;
    }
}
