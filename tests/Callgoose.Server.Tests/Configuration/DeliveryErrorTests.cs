using Callgoose.Configuration;

namespace Callgoose.Server.Tests.Configuration;

/// <summary>Every mistake in destinations and routes is reported at its place, with what to write instead.</summary>
public sealed class DeliveryErrorTests : IDisposable
{
    private const string Mail = "\"kind\": \"Email\", \"host\": \"mail.example.com\", \"from\": \"callgoose@example.com\", \"to\": \"ops@example.com\"";

    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-delivery-config-").FullName;

    public static TheoryData<string, string> Destinations => new()
    {
        { "\"kind\": \"Slack\", \"url\": \"env:\"", "error CG4023: There is no name behind \"env:\"; write one, such as \"env:OPS_SLACK_URL\"." },
        { "\"kind\": \"Slack\", \"url\": \"file:\"", "error CG4023: There is no path behind \"file:\"; write one, such as \"file:/run/credentials/ops-slack\"." },
        { "\"kind\": \"Slack\", \"url\": \"env: SLACK\"", "error CG4023: No environment variable has such a name; write one of letters, digits and underscores, such as \"env:OPS_SLACK_URL\"." },
        { "\"kind\": \"Slack\", \"url\": \"env:CALLGOOSE_URLS\"", "error CG4023: Variables whose names begin with CALLGOOSE_ are settings of the server, which refuses those that it does not know; choose another name, such as \"env:OPS_SLACK_URL\"." },
        { "\"kind\": \"Webhook\", \"url\": \"env:\"", "error CG4023: There is no name behind \"env:\"; write one, such as \"env:OPS_SLACK_URL\"." },
        { "\"kind\": \"Webhook\", \"url\": \"https://x.example/\", \"secrets\": \"file:\"", "error CG4023: There is no path behind \"file:\"; write one, such as \"file:/run/credentials/ops-slack\"." },
        { "\"kind\": \"Webhook\", \"url\": \"https://x.example/\", \"secrets\": []", "error CG4023: There is no secret in this list; write one, or leave \"secrets\" out to sign nothing." },
        { "\"kind\": \"Webhook\", \"url\": \"example.com\"", "error CG4023: The setting \"url\" is not an http or https address; write one such as https://example.com/hook." },
        { "\"kind\": \"Webhook\", \"url\": \"https://me:secret@x.example/\"", "error CG4023: The setting \"url\" has a user or a password in it, which would not be sent; write it without them, and use what the tool has instead: a URL that is secret, or a token." },
        { "\"kind\": \"Webhook\", \"url\": \"https://x.example:0/\"", "error CG4023: The setting \"url\" has the port 0, to which nothing can be sent; write the port, or leave it out." },
        { "\"kind\": \"Webhook\", \"url\": \"https://x.example/\\r\\nX: y\"", "error CG4023: The setting \"url\" has a line break or another control character in it; write it without." },
        { "\"kind\": \"Telegram\", \"token\": \"env:T\", \"chat_id\": \"1\", \"api\": \"ftp://x.example\"", "error CG4023: The setting \"api\" is not an http or https address; write one such as https://example.com/hook." },
        { "\"kind\": \"Opsgenie\", \"key\": \"env:T\", \"api\": \"x.example\"", "error CG4023: The setting \"api\" is not an http or https address; write one such as https://example.com/hook." },
        { "\"kind\": \"SlackApi\", \"token\": \"env:T\", \"channel\": \"a\\nb\"", "error CG4023: The setting \"channel\" has a line break or another control character in it; write it without." },
        { Mail.Replace("callgoose@example.com", "callgoose", StringComparison.Ordinal), "error CG4023: The setting \"from\" is no mail address; write one such as callgoose@example.com." },
        { Mail.Replace("ops@example.com", "ops@example.com, x", StringComparison.Ordinal), "error CG4023: The setting \"to\" has something that is not a mail address; write addresses such as ops@example.com, with commas between them." },
        { Mail.Replace("ops@example.com", ",", StringComparison.Ordinal), "error CG4023: The setting \"to\" has something that is not a mail address; write addresses such as ops@example.com, with commas between them." },
        { Mail.Replace("ops@example.com", "ops@example.com\\r\\nBcc: x@example.com", StringComparison.Ordinal), "error CG4023: The setting \"to\" has a line break or another control character in it; write it without." },
        { Mail.Replace("mail.example.com", "smtp://mail.example.com", StringComparison.Ordinal), "error CG4023: The setting \"host\" is no name or address of a mail server; write one such as mail.example.com." },
        { Mail + ", \"port\": \"0\"", "error CG4023: The setting \"port\" is not a port; write a number from 1 to 65535, such as 587." },
        { Mail + ", \"port\": \"65536\"", "error CG4023: The setting \"port\" is not a port; write a number from 1 to 65535, such as 587." },
        { Mail + ", \"security\": \"none\"", "error CG4023: The setting \"security\" is neither starttls nor tls; write one of them." },
        { Mail + ", \"user\": \"me\"", "error CG4023: There is a \"user\" without a \"password\"; write \"env:NAME\" for an environment variable or \"file:/path\" for a file that holds it." },
        { Mail + ", \"password\": \"env:P\"", "error CG4023: There is a \"password\" without a \"user\"; name who signs in, or leave it out." },
    };

    public static TheoryData<string, string> Routes => new()
    {
        { "\"to\": []", "error CG4023: There is nothing in the list \"to\"; name a destination." },
        { "\"to\": \"audt\"", "error CG4021: There is no destination \"audt\"; did you mean \"audit\"?" },
        { "\"to\": \"audit\", \"match\": { \"service\": [] }", "error CG4023: There is nothing in the list \"service\"; no event would pass; write what an event has to have, or leave it out." },
        { "\"to\": \"audit\", \"match\": { \"service\": \"shp\" }", "error CG4025: There is no service \"shp\"; did you mean \"shop\"?" },
        { "\"to\": \"audit\", \"match\": { \"team\": \"wb\" }", "error CG4025: There is no team \"wb\"; did you mean \"web\"?" },
        { "\"to\": \"audit\", \"match\": { \"environment\": \"a\\nb\" }", "error CG4023: No environment has a control character in its name; write it as the tokens have it." },
        { "\"to\": \"audit\", \"match\": { \"source\": \"Grafna\" }", "warning CG4026: No integration is called \"Grafna\", so that only senders that call themselves so come here (?from=Grafna); did you mean \"Grafana\"?" },
        { "\"to\": \"audit\", \"escalation\": []", "error CG4024: Escalation comes with a later version; leave \"escalation\" out, and name in \"to\" who is to hear at once." },
        { "\"to\": \"on-call:primary\"", "error CG4024: Schedules of who is on call come with a later version; name a destination." },
    };

    public static TheoryData<string, string> Delivery => new()
    {
        { "\"proxy\": \"env:\"", "error CG4023: There is no name behind \"env:\"; write one, such as \"env:OPS_SLACK_URL\"." },
        { "\"proxy\": \"http://me:secret@proxy.example:3128\"", "error CG4023: The setting \"proxy\" has a user or a password in it, which would not be sent; write it without them, and use what the tool has instead: a URL that is secret, or a token." },
        { "\"link\": \"callgoose\"", "error CG4023: The setting \"link\" is not an http or https address; write one such as https://example.com/hook. It is the address that people reach this server by, such as https://callgoose.example.com." },
        { "\"kinds\": [\"none.destination.json\"]", "error CG4020: The destination file cannot be read:" },
        { "\"kinds\": [\"bad.destination.json\"]", "error CG4020: bad.destination.json:1:37: error CG5001: There is no value \"titel\" here; did you mean \"title\"?" },
        { "\"kinds\": [\"good.destination.json\", \"good.destination.json\"]", "error CG4020: A file before this one has a kind \"Good\" already; leave one of them out." },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Destinations))]
    public void A_mistake_in_a_destination_is_told_at_its_place(string members, string expected) => AssertOne($$"""{ "destinations": { "audit": { {{members}} } } }""", expected);

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_mistake_in_a_route_is_told_at_its_place(string members, string expected) => AssertOne(
        $$"""
        { "destinations": { "audit": { "kind": "Webhook", "url": "https://x.example/" } }, "services": [{ "name": "shop", "team": "web" }],
          "routes": [{ "name": "r", {{members}} }] }
        """,
        expected);

    [Theory]
    [MemberData(nameof(Delivery))]
    public void A_mistake_in_what_holds_for_all_is_told_at_its_place(string members, string expected)
    {
        File.WriteAllText(Path.Combine(folder, "bad.destination.json"), "{\"name\": \"Bad\", \"url\": \"x\", \"body\": \"{titel}\"}");
        File.WriteAllText(Path.Combine(folder, "good.destination.json"), "{\"name\": \"Good\", \"url\": \"x\", \"body\": \"{title}\"}");

        // Kinds are checked even if no destination uses them.
        AssertOne($$"""{ "delivery": { {{members}} } }""", expected);
    }

    [Theory]
    [InlineData("schedules")]
    [InlineData("escalation")]
    public void What_comes_later_is_refused_with_a_sentence_that_says_so(string name) => AssertOne(
        $$"""{ "{{name}}": {} }""",
        $"error CG4024: \"{name}\" comes with a later version: who is on call, and who hears next; leave it out, and name in the \"to\" of a route who is to hear at once.");

    /// <summary>A file without services may be an excerpt, or a first draft.</summary>
    [Fact]
    public void A_service_is_only_warned_of_where_the_file_lists_none() => AssertOne(
        """
        { "destinations": { "audit": { "kind": "Webhook", "url": "https://x.example/" } }, "routes": [{ "name": "r", "match": { "service": "shop" }, "to": "audit" }] }
        """,
        "warning CG4026: There is no service \"shop\"; did you mean \"default\"? The file lists no \"services\".");

    private void AssertOne(string text, string expected)
    {
        string file = Path.Combine(folder, "callgoose.json");
        File.WriteAllText(file, text);

        ConfigurationResult result = new ConfigurationSources { File = file }.Load();

        Assert.Contains(expected, Assert.Single([.. result.Problems, .. result.Warnings]).ToString(), StringComparison.Ordinal);
    }
}
