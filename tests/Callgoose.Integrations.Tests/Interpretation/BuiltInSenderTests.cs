using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Integrations.Tests.Interpretation;

/// <summary>What the built-in files make of payloads that real tools send.</summary>
public class BuiltInSenderTests
{
    private const string Group = """
        {"status":"firing","externalURL":"http://am1","groupKey":"{}:{alertname=\"X\"}","commonLabels":{"alertname":"X"},"commonAnnotations":{},
         "alerts":[{"status":"resolved","labels":{"alertname":"X","instance":"a","severity":"critical"},"annotations":{"summary":"a is down"},"startsAt":"2025-11-10T10:00:00Z","endsAt":"2025-11-10T10:05:00Z","fingerprint":"f1"},
                   {"status":"firing","labels":{"alertname":"X","instance":"b","severity":"info"},"annotations":{"summary":"b is down"},"startsAt":"2025-11-10T09:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f2"}]}
        """;

    [Fact]
    public void A_group_is_titled_timed_and_weighed_by_what_fires()
    {
        FilterMatch match = Match("Alertmanager", Group);

        Assert.Equal("b is down", Text(match.Trigger.Title));
        Assert.Equal("2025-11-10T09:00:00Z", Text(match.Trigger.OccurredAt));
        Assert.Equal(Urgency.Low, match.Trigger.Urgency);
        Assert.Equal("http://am1|{}:{alertname=\"X\"}", Text(match.Trigger.Key));
        var members = new MemberList(match.Trigger.Members);
        Assert.True(members.TryRead(out ReadOnlySpan<byte> identity, out ReadOnlySpan<byte> name));
        Assert.Equal("f2=b", $"{Text(identity)}={Text(name)}");
        Assert.False(members.TryRead(out _, out _));
    }

    [Theory]
    [InlineData("Alertmanager")]
    [InlineData("Grafana")]
    public void A_series_that_is_missing_is_no_recovery(string integration)
    {
        const string Resolved = """{"status":"resolved","groupKey":"g","alerts":[{"status":"resolved","annotations":{"grafana_state_reason":"MissingSeries"},"endsAt":"2025-11-10T10:05:00Z"}]}""";

        Assert.NotNull(Match(integration, Resolved).Resolve.Withheld);
        Assert.Null(Match(integration, Resolved.Replace("MissingSeries", "", StringComparison.Ordinal)).Resolve.Withheld);
    }

    [Theory]
    [InlineData("BetterStack", """{"event":"reopened","data":{"id":"7","type":"incident","attributes":{"started_at":"2025-11-10T09:12:28Z"}}}""", "7")]
    [InlineData("BetterStackIncident", """{"event":"reopened","data":{"id":"7","type":"incident","attributes":{"started_at":"2025-11-10T09:12:28Z"}}}""", "7")]
    public void Reopening_has_no_time(string integration, string body, string key)
    {
        FilterMatch match = Match(integration, body);

        Assert.Equal(key, Text(match.Trigger.Key));
        Assert.False(match.Trigger.IsTimed);
        Assert.True(match.Trigger.OccurredAt.IsEmpty);
    }

    [Theory]
    [InlineData("BetterStack", """{"status":"Acknowledged","id":"7"}""", "7")]
    [InlineData("BetterStack", """{"event":"acknowledged","data":{"id":"7","type":"incident"}}""", "7")]
    [InlineData("BetterStackIncident", """{"event":"incident.acknowledged","data":{"id":"7","type":"incident"}}""", "7")]
    [InlineData("BetterStackIncident", """{"event":"unacknowledged","data":{"id":"7","type":"incident"}}""", "")]
    [InlineData("Generic", """{"id":"7","status":"acknowledged"}""", "7")]
    public void An_acknowledgement_is_taken(string integration, string body, string key) => Assert.Equal(key, Text(Match(integration, body).Acknowledge.Key));

    [Theory]
    [InlineData("UptimeKuma", """{"heartbeat":null,"monitor":null,"msg":"[A][https://a] server certificate a will expire in 7 days"}""", "[A][https://a] server certificate a")]
    [InlineData("UptimeKuma", """{"heartbeat":null,"monitor":null,"msg":"[A][https://a] server certificate a will expire in 3 days"}""", "[A][https://a] server certificate a")]
    [InlineData("UptimeRobot", """{"monitorID":"*monitorID*","monitorURL":"https://a","alertType":"1"}""", "https://a")]
    [InlineData("UptimeRobot", """{"monitorID":"*monitorID*","monitorURL":"*monitorURL*","monitorFriendlyName":"*monitorFriendlyName*","alertType":"1"}""", "")]
    [InlineData("Datadog", """{"alert_transition":"Triggered","alert_cycle_key":"$ALERT_CYCLE_KEY","alert_id":"$ALERT_ID","alert_scope":"$ALERT_SCOPE","title":"t"}""", "")]
    [InlineData("Datadog", """{"alert_transition":"Triggered","alert_id":"7","alert_scope":"host:a","title":"t"}""", "7|host:a")]
    [InlineData("Sentry", """{"action":"triggered","data":{"event":{"event_id":"e","issue_url":"https://sentry.io/api/0/issues/1117540176/","title":"t"}}}""", "1117540176")]
    [InlineData("Sentry", """{"id":"27379932","project":"p","project_name":"P","culprit":"c","level":"error","url":"https://app.getsentry.com/o/p/group/27379932/","event":{"event_id":"e"}}""", "27379932")]
    [InlineData("Grafana", """{"state":"no_data","ruleId":37,"ruleName":"Load","ruleUrl":"https://g/d/1","title":"[No Data] Load"}""", "https://g/d/1|37")]
    [InlineData("Grafana", """{"state":"alerting","ruleId":0,"ruleName":"Test notification","title":"[Alerting] Test notification"}""", "Test notification")]
    [InlineData("EdgeDelta", """{"alert_id":"<no value>","alert_title":"Disk is full","severity":"critical"}""", "Disk is full")]
    [InlineData("Generic", """{"id":"null","title":"t","content":"c"}""", "")]
    [InlineData("Generic", """{"title":"t","status":"DOWN"}""", "t")]
    public void A_trigger_has_the_key_that_the_tool_gives(string integration, string body, string key)
    {
        FilterMatch match = Match(integration, body);

        Assert.True(match.Trigger.Passed);
        Assert.Equal(key, Text(match.Trigger.Key));
        Assert.Equal(key.Length == 0, match.Trigger.KeyFault != KeyFault.None);
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("up")]
    [InlineData("OK")]
    [InlineData("Recovered")]
    [InlineData("CLOSED")]
    public void A_generic_end_needs_its_id_alone(string status) => Assert.Equal("7", Text(Match("Generic", $$"""{"id":7,"status":"{{status}}"}""").Resolve.Key));

    [Fact]
    public void Numbers_of_issues_and_of_metric_alerts_do_not_meet()
    {
        FilterMatch issue = Match("Sentry", """{"action":"triggered","data":{"event":{"issue_id":"7","title":"t"}}}""");
        FilterMatch metric = Match("Sentry", """{"action":"critical","data":{"metric_alert":{"id":"7"},"description_title":"t"}}""");

        Assert.Equal(Text(issue.Trigger.Key), Text(metric.Trigger.Key));
        Assert.Null(issue.Trigger.KeySpace);
        Assert.NotNull(metric.Trigger.KeySpace);
    }

    private static FilterMatch Match(string name, string body)
    {
        FilterMatch match = default;
        Integration integration = BuiltInIntegrations.All.Single(known => known.Name == name);
        PayloadError error = integration.Match(Encoding.UTF8.GetBytes(body), new ScratchBuffer(), ref match);
        Assert.True(error.IsNone);
        return match;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
