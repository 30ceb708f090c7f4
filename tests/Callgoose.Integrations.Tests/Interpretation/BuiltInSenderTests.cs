using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Services;
using Callgoose.Testing;

namespace Callgoose.Integrations.Tests.Interpretation;

/// <summary>How the built-in files interpret payloads of real tools.</summary>
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
    [InlineData("AmazonCloudWatch", """{"AlarmName":"Q","AWSAccountId":"123","Region":"EU (Ireland)","NewStateValue":"ALARM"}""", "123|EU (Ireland)|Q")]
    [InlineData("AmazonCloudWatch", """{"AlarmName":"C","AlarmRule":"ALARM(a) OR ALARM(b)","AlarmArn":"arn:c","NewStateValue":"ALARM"}""", "arn:c")]
    [InlineData("AmazonCloudWatch", """{"Type":"SubscriptionConfirmation","TopicArn":"arn:t","Message":"m","SubscribeURL":"https://sns"}""", "arn:t|SubscriptionConfirmation")]
    [InlineData("AzureMonitor", """{"status":"Activated","context":{"conditionType":"Metric","id":"/r","resourceId":"/s"}}""", "/r|/s")]
    [InlineData("Checkmk", """{"WHAT":"HOST","NOTIFICATIONTYPE":"PROBLEM","HOSTNAME":"a","HOSTSTATE":"DOWN"}""", "a")]
    [InlineData("Elastic", """{"rule_id":"r","rule_name":"n","alert_id":"","action_group":"default"}""", "r")]
    [InlineData("GoogleCloudMonitoring", """{"incident":{"incident_id":"i","state":"open","policy_name":"p"}}""", "i")]
    [InlineData("Icinga", """{"notification_type":"PROBLEM","icinga":"eu","host_name":"a","service_name":"s","service_state":"UNKNOWN"}""", "eu|a|s")]
    [InlineData("Nagios", """{"NOTIFICATIONTYPE":"PROBLEM","HOSTNAME":"a","HOSTSTATE":"DOWN","SERVICEDESC":"s","SERVICESTATE":"CRITICAL"}""", "a|s")]
    [InlineData("Nagios", """{"NOTIFICATIONTYPE":"PROBLEM","SITE":"eu","HOSTNAME":"a","HOSTSTATE":"UNREACHABLE"}""", "eu|a")]
    [InlineData("NewRelic", """{"condition_name":"c","account_id":1,"incident_id":0,"current_state":"open"}""", "")]
    [InlineData("PRTG", """{"sensorid":"7","status":"Down ESCALATION"}""", "7")]
    [InlineData("Splunk", """{"sid":"s","results_link":"l","app":"a","search_name":"n","result":{"host":"h"}}""", "a|n|h")]
    [InlineData("StatusCake", """{"Status":"DOWN","StatusCode":"0","Name":"n","URL":"https://a"}""", "n|https://a")]
    [InlineData("Zabbix", """{"event_id":"7","event_value":"1","event_name":"n","zabbix_url":"{$ZABBIX.URL}"}""", "7")]
    [InlineData("Zabbix", """{"event_id":"7","event_value":"1","event_name":"n","zabbix_url":"https://z"}""", "https://z|7")]
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

    [Theory]
    [InlineData("AmazonCloudWatch", """{"AlarmName":"Q","AlarmArn":"arn:q","NewStateValue":"INSUFFICIENT_DATA","OldStateValue":"ALARM"}""")]
    [InlineData("Elastic", """{"action_group":"{{alert.actionGroup}}","rule_id":"{{rule.id}}","alert_id":"{{alert.id}}"}""")]
    [InlineData("GitHub", """{"action":"completed","workflow_run":{"conclusion":"success","event":"pull_request","head_branch":"main"},"repository":{"html_url":"https://github.com/a/b"}}""")]
    [InlineData("GitLab", """{"object_kind":"pipeline","object_attributes":{"status":"success","source":"parent_pipeline","ref":"main"},"project":{"web_url":"https://g/a"}}""")]
    [InlineData("Icinga", """{"notification_type":"CUSTOM","host_name":"a","service_name":"s","service_state":"OK"}""")]
    [InlineData("Jira", """{"webhookEvent":"jira:issue_updated","issue":{"self":"https://j/1","fields":{"status":{"statusCategory":{"key":"done"}}}},"changelog":{"items":[{"field":"labels"}]}}""")]
    [InlineData("NewRelic", """{"id":"i","issueUrl":"u","state":"ACTIVATED","trigger":"USER_ACTION","title":"t"}""")]
    [InlineData("PRTG", """{"sensorid":"7","status":"Warning ended (now: Down)"}""")]
    [InlineData("PRTG", """{"sensorid":"7","status":"Down ended (now: Unknown)"}""")]
    [InlineData("UptimeKuma", """{"heartbeat":null,"monitor":null,"msg":"Webhook Testing"}""")]
    [InlineData("Zabbix", """{"event_id":"{EVENT.ID}","event_value":"{EVENT.VALUE}","update_status":"{EVENT.UPDATE.STATUS}"}""")]
    [InlineData("Zabbix", """{"event_id":"7","event_value":"1","update_status":"1","update_action":"unacknowledged"}""")]
    public void What_tells_of_neither_does_nothing(string integration, string body)
    {
        FilterMatch match = Match(integration, body);

        Assert.False(match.Trigger.Passed);
        Assert.True(match.Resolve.Key.IsEmpty);
        Assert.True(match.Acknowledge.Key.IsEmpty);
    }

    [Theory]
    [InlineData("GitLab", """{"object_kind":"pipeline","object_attributes":{"status":"success","source":"push","ref":"main"},"project":{"web_url":"https://g/a"}}""", "https://g/a|main|push")]
    [InlineData("Jira", """{"webhookEvent":"jira:issue_deleted","issue":{"self":"https://j/1"}}""", "https://j/1")]
    [InlineData("Nagios", """{"NOTIFICATIONTYPE":"RECOVERY","HOSTNAME":"a","HOSTSTATE":"UP","SERVICEDESC":"s","SERVICESTATE":"OK"}""", "a|s")]
    [InlineData("PRTG", """{"sensorid":"7","status":"Down ended (now: Warning)"}""", "7")]
    [InlineData("PRTG", """{"sensorid":"7","status":"Up (was: Down)"}""", "7")]
    public void An_end_has_the_key_of_its_beginning(string integration, string body, string key)
    {
        FilterMatch match = Match(integration, body);

        Assert.False(match.Trigger.Passed);
        Assert.Equal(key, Text(match.Resolve.Key));
    }

    /// <summary>Integrations whose samples match another integration first if the source names none: they have the same form.</summary>
    private static readonly string[] Alike = ["AlertmanagerAlerts", "BetterStackIncident", "Grafana", "GrafanaAlerts"];

    [Fact]
    public void A_sample_without_a_source_meets_its_own_integration_first()
    {
        var scratch = new ScratchBuffer();
        foreach (SchemaSource file in BuiltInSchemas.All.Where(static file => !Alike.Contains(file.Result.Schema!.Name)))
        {
            SamplesSchema samples = file.Result.Schema!.Samples;
            foreach (string sample in samples.Trigger.Concat(samples.Resolve).Concat(samples.Acknowledge).Concat(samples.Unkeyed))
            {
                Integration? first = Service.Default.Integrations.For(default).ToArray().FirstOrDefault(integration =>
                {
                    Verdicts.Of(integration, Encoding.UTF8.GetBytes(sample), scratch, out _, out bool anyPassed);
                    return anyPassed;
                });
                Assert.True(file.Result.Schema.Name == first?.Name, $"{file.Path}: {first?.Name} answers {sample}");
            }
        }
    }

    [Fact]
    public void Every_time_in_a_sample_is_understood()
    {
        foreach (SchemaSource file in BuiltInSchemas.All)
        {
            foreach (string sample in file.Result.Schema!.Samples.Trigger.Concat(file.Result.Schema.Samples.Resolve))
            {
                FilterMatch match = Match(file.Result.Schema.Name, sample);
                Check(match.Trigger.OccurredAt, sample);
                Check(match.Resolve.OccurredAt, sample);
            }
        }

        static void Check(ReadOnlySpan<byte> time, string sample) => Assert.True(time.IsEmpty || Text(time) is "0" || Text(time)[0] is '*' || OccurredAt.Parse(time) is not null, $"{Text(time)}: {sample}");
    }

    [Fact]
    public void Every_file_names_its_sources()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "BuiltIn.md")).Where(static line => line.StartsWith("| ", StringComparison.Ordinal))];

        Assert.Equal(
            BuiltInSchemas.All.Select(static file => file.Result.Schema!.Name).Order(StringComparer.OrdinalIgnoreCase),
            rows.Skip(2).Select(static row => row.Split('|')[1].Trim()).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(rows, static row => Assert.All(row.Split('|')[1..^1], static cell => Assert.NotEqual(string.Empty, cell.Trim())));
    }

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
