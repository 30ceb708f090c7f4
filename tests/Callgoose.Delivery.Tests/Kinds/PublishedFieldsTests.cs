using System.Buffers;
using System.Text;
using System.Text.Json;
using Callgoose.Destinations;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Tests.Kinds;

/// <summary>
/// Each kind sends exactly fields that its tool documents, within the tool's limits, whatever the payload contains: a message that the tool rejects
/// for its form is a lost page. The samples of each kind name the sources.
/// </summary>
public class PublishedFieldsTests
{
    /// <summary>
    /// For each kind the fields that its tool knows: with a maximum length in characters, in bytes (b) or in characters after HTML is decoded (h), or
    /// with the values that it accepts.
    /// </summary>
    private static readonly Dictionary<string, string[]> Published = new(StringComparer.Ordinal)
    {
        ["Discord"] = ["content<=2000", "allowed_mentions", "allowed_mentions.parse"],
        ["Telegram"] =
        [
            "chat_id", "text<=4096h", "parse_mode=HTML", "disable_notification", "reply_parameters", "reply_parameters.message_id",
            "reply_parameters.allow_sending_without_reply",
        ],
        ["PagerDuty"] =
        [
            "routing_key", "event_action=trigger|acknowledge|resolve", "dedup_key<=255", "client", "client_url", "payload", "payload.summary<=1024", "payload.source",
            "payload.severity=critical|error|warning|info", "payload.timestamp", "payload.component", "payload.group", "payload.custom_details", "payload.custom_details.*",
        ],
        ["Opsgenie"] =
        [
            "message<=130", "alias<=512", "description<=15000", "entity<=512", "source<=100", "priority=P1|P2|P3|P4|P5", "note<=25000", "user<=100",
        ],
        ["ntfy"] = ["topic", "title", "message<=4096b", "priority=1|2|3|4|5", "tags", "click"],
        ["Pushover"] = ["token", "user", "title<=250", "message<=1024", "priority=-2|-1|0|1", "timestamp", "url"],
        ["GoogleChat"] = ["text<=32000b", "thread", "thread.threadKey<=4000"],
        ["Mattermost"] = ["text<=16383"],
        ["Slack"] =
        [
            "text<=40000", "blocks", "blocks[].type=section|context", "blocks[].text", "blocks[].text.type=mrkdwn", "blocks[].text.text<=3000", "blocks[].elements",
            "blocks[].elements[].type=mrkdwn", "blocks[].elements[].text",
        ],
        ["SlackApi"] = ["channel", "thread_ts", "reply_broadcast", "text<=40000"],
        ["MicrosoftTeams"] =
        [
            "type=message", "attachments", "attachments[].contentType=application/vnd.microsoft.card.adaptive", "attachments[].contentUrl", "attachments[].content",
            "attachments[].content.type=AdaptiveCard", "attachments[].content.version=1.2", "attachments[].content.body", "attachments[].content.body[].type=TextBlock|FactSet",
            "attachments[].content.body[].weight=Bolder", "attachments[].content.body[].wrap", "attachments[].content.body[].isSubtle",
            "attachments[].content.body[].color=Attention|Good|Default", "attachments[].content.body[].text", "attachments[].content.body[].facts",
            "attachments[].content.body[].facts[].title", "attachments[].content.body[].facts[].value", "attachments[].content.actions",
            "attachments[].content.actions[].type=Action.OpenUrl", "attachments[].content.actions[].title", "attachments[].content.actions[].url",
        ],
    };

    /// <summary>Texts that grow when they are escaped, that take four bytes per character, or that mention somebody.</summary>
    private static readonly string[] Hostile =
    [
        string.Concat(Enumerable.Repeat("&", 9000)), string.Concat(Enumerable.Repeat("<>", 4500)), string.Concat(Enumerable.Repeat("*", 9000)), string.Concat(Enumerable.Repeat("😀", 2000)),
        "@all @channel @here @everyone <!channel> <!here> <users/all> <@U123>", "\n\r\n", "\\", "\"}", "x",
    ];

    public static TheoryData<string> Names => [.. Published.Keys];

    [Fact]
    public void Every_kind_of_a_tool_is_held_to_it() => Assert.Equal(
        ["Callgoose", "Email", "Webhook"],
        DestinationKinds.BuiltIn.Select(static kind => kind.Name).Except(Published.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_in_an_incident_the_message_is_one_that_the_tool_takes(string name)
    {
        DestinationKind kind = DestinationKinds.Find(name)!;
        foreach (string text in Hostile)
        {
            foreach (string what in (string[])["triggered", "updated", "acknowledged", "unacknowledged", "resolved", "delivery_failed"])
            {
                foreach (string urgency in (string[])["high", "low", "P1", "P2", "P3", "P4", "P5"])
                {
                    Check(name, Body(kind, new HostileValues(text, what, urgency, kind.Schema.Settings.Count)));
                }
            }
        }
    }

    /// <summary>The title of a payload pages nobody except the people who are meant to be paged.</summary>
    [Theory]
    [InlineData("Slack", "<!channel>", "<!here>", "<@U123>")]
    [InlineData("SlackApi", "<!channel>", "<!here>", "<@U123>")]
    [InlineData("GoogleChat", "<users/all>")]
    [InlineData("Mattermost", "@all", "@channel", "@here", "<!channel>")]
    public void A_text_of_a_payload_mentions_nobody(string name, params string[] mentions)
    {
        JsonElement body = Body(DestinationKinds.Find(name)!, new HostileValues(Hostile[4], "triggered", "high", 4));

        Assert.All(mentions, mention => Assert.DoesNotContain(TextsOf(body), text => text.Contains(mention, StringComparison.Ordinal)));
    }

    private static void Check(string name, JsonElement body)
    {
        foreach ((string path, JsonElement value) in Fields(body, string.Empty))
        {
            string rule = Published[name].FirstOrDefault(known => IsAbout(known, path)) ?? throw new InvalidOperationException($"{name} has no field {path}: {body}");
            string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (rule.Contains("<=", StringComparison.Ordinal))
            {
                string limit = rule.Split("<=")[1];
                int most = int.Parse(limit.TrimEnd('b', 'h'), System.Globalization.CultureInfo.InvariantCulture);
                int length = limit[^1] switch
                {
                    'b' => Encoding.UTF8.GetByteCount(text),
                    'h' => System.Net.WebUtility.HtmlDecode(text).EnumerateRunes().Count(),
                    _ => text.EnumerateRunes().Count(),
                };
                Assert.InRange(length, 0, most);
            }
            else if (rule.Contains('=', StringComparison.Ordinal))
            {
                Assert.Contains(text, rule.Split('=')[1].Split('|'));
            }
        }
    }

    private static bool IsAbout(string rule, string path)
    {
        string field = rule.Split("<=")[0].Split('=')[0];
        return field == path || (field.EndsWith(".*", StringComparison.Ordinal) && path.StartsWith(field[..^1], StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, JsonElement Value)> Fields(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            Fields(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}").Prepend((path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Fields(item, path + "[]")),
        _ => [],
    };

    private static IEnumerable<string> TextsOf(JsonElement body) =>
        Fields(body, string.Empty).Where(static field => field.Value.ValueKind == JsonValueKind.String).Select(static field => field.Value.GetString()!);

    private static JsonElement Body(DestinationKind kind, IDestinationValues values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, DestinationParser.WriterOptions))
        {
            kind.WriteBody(writer, new TextBuffer(), values);
        }

        return JsonDocument.Parse(bytes.WrittenMemory).RootElement.Clone();
    }

    /// <summary>The same text everywhere that a payload or a person can supply one.</summary>
    private sealed class HostileValues(string text, string what, string urgency, int settings) : IDestinationValues
    {
        private readonly byte[] text = Encoding.UTF8.GetBytes(text);
        private readonly byte[][] given = [.. Enumerable.Range(0, settings).Select(static _ => "https://tool.example.com"u8.ToArray())];

        public ReadOnlySpan<byte> Field(EventField field) => field switch
        {
            EventField.Title or EventField.Description or EventField.Cause or EventField.Comment or EventField.Key or EventField.Source => text,
            EventField.Event => Encoding.UTF8.GetBytes(what),
            EventField.Urgency => Encoding.UTF8.GetBytes(urgency),
            EventField.Id => "0195508f-3c00-7000-8000-000000000001"u8,
            EventField.Service => "shop"u8,
            EventField.Link => "https://callgoose.example.com/#/incidents/0195508f-3c00-7000-8000-000000000001"u8,
            EventField.Note => "It was triggered and resolved while this destination could not be reached. 12 more incidents have changed."u8,
            EventField.At or EventField.TriggeredAt => "2026-03-01T10:00:00.000Z"u8,
            EventField.UnixTime => "1772359200"u8,
            EventField.Thread => "42"u8,
            EventField.Number or EventField.Occurrences or EventField.Hops => "1"u8,
            _ => default,
        };

        public ReadOnlySpan<byte> Setting(int index) => given[index];
    }
}
