using System.Text;
using Callgoose.Configuration;
using Callgoose.Services;
using Callgoose.Testing;

namespace Callgoose.Server.Tests.Configuration;

public class ConfigurationParserTests
{
    private const string Whole =
        """
        {
          "$schema": "callgoose.schema.json",
          "data": "data",
          "urls": ["http://127.0.0.1:8080", "http://[::1]:8080"],
          "schemas": ["more", "/etc/callgoose/one.integration.json"],
          "limits": { "body": 67108864, "queue": 64 },
          "duplicateWindow": "90s",
          "retention": "90d",
          "services": [
            { "name": "Payments", "team": "core", "integrations": ["better-STACK"] },
            { "name": "payments", "enabled": false, "integrations": [],
              "maintenance": [
                { "from": "2026-03-01T23:00:00+01:00", "until": "2026-03-02T00:00:00.5Z" },
                { "from": "2026-04-01T00:00:00Z", "until": "2026-04-02T00:00:00Z", "tags": [["db", "größer"], ["cache"]] } ] }
          ]
        }
        """;

    [Fact]
    public void Everything_that_a_file_says_is_read()
    {
        SettingsLayer settings = Parse(Whole, "/etc/callgoose");

        Assert.Equal("/etc/callgoose/data", settings.DataFolder);
        Assert.Equal(["http://127.0.0.1:8080", "http://[::1]:8080"], settings.Urls);
        Assert.Equal(["/etc/callgoose/more", "/etc/callgoose/one.integration.json"], settings.Schemas);
        Assert.Equal(64 * 1024 * 1024, settings.Limits!["body"]);
        Assert.Equal(TimeSpan.FromSeconds(90), settings.DuplicateWindow);
        Assert.Equal(64, settings.Limits!["queue"]);
        Assert.Equal(TimeSpan.FromDays(90), settings.Retention);
        Assert.Equal(["Payments", "payments"], settings.Services!.Value.Select(static service => service.Name));
    }

    [Fact]
    public void A_service_has_its_team_its_integrations_and_whether_it_is_enabled()
    {
        var services = Parse(Whole).Services!.Value;

        Assert.Equal(("core", true), (services[0].Team, services[0].IsEnabled));
        Assert.Equal(["BetterStack"], services[0].Integrations.All.ToArray().Select(static integration => integration.Name));
        Assert.Equal((null, false), (services[1].Team, services[1].IsEnabled));
        Assert.Empty(services[1].Integrations.All.ToArray());
    }

    [Theory]
    [InlineData("2026-03-01T21:59:59.999Z", "", false)]
    [InlineData("2026-03-01T22:00:00Z", "", true)]
    [InlineData("2026-03-02T00:00:00.499Z", "anything", true)]
    [InlineData("2026-03-02T00:00:00.5Z", "anything", false)]
    [InlineData("2026-04-01T12:00:00Z", "", false)]
    [InlineData("2026-04-01T12:00:00Z", "the db is größer now", true)]
    [InlineData("2026-04-01T12:00:00Z", "größerdb", true)]
    [InlineData("2026-04-01T12:00:00Z", "the db", false)]
    [InlineData("2026-04-01T12:00:00Z", "the DB is größer now", false)]
    [InlineData("2026-04-01T12:00:00Z", "a cache", true)]
    public void A_maintenance_covers_its_time_and_the_payloads_of_its_filters(string now, string payload, bool covered)
    {
        Service service = Parse(Whole).Services!.Value[1];
        long time = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

        Assert.Equal(covered, service.IsInMaintenance(time, Encoding.UTF8.GetBytes(payload)));
    }

    [Fact]
    public void What_a_file_does_not_say_keeps_its_default()
    {
        ServerSettings settings = Parse("{}").OverDefaults();

        Assert.Equal("./callgoose-data", settings.DataFolder);
        Assert.Equal(["http://127.0.0.1:8080"], settings.Urls);
        Assert.Empty(settings.Schemas);
        Assert.Equal(new ServerLimits(), settings.Limits);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.DuplicateWindow);
        Assert.Equal(TimeSpan.FromDays(365), settings.Retention);
        Assert.Same(Service.Default, Assert.Single(settings.Services));
    }

    [Fact]
    public void One_address_may_stand_for_itself() => Assert.Equal(["http://*:80"], Parse("""{ "urls": "http://*:80" }""").Urls);

    [Fact]
    public void A_service_that_lists_no_integrations_has_them_all()
    {
        Service service = Assert.Single(Parse("""{ "services": [ { "name": "a" } ] }""").Services!.Value);

        Assert.Equal(Service.Default.Integrations.All.ToArray(), service.Integrations.All.ToArray());
        Assert.True(service.IsEnabled);
        Assert.False(service.IsInMaintenance(0, []));
    }

    [Fact]
    public void A_service_has_the_integrations_that_it_lists_in_order_with_those_for_every_source_last()
    {
        var everything = new Named("Everything", "*");
        var one = new Named("One");
        var two = new Named("Two");

        ConfigurationParseResult result = ConfigurationParser.Parse(
            """{ "services": [ { "name": "a", "integrations": ["everything", "two", "One"] }, { "name": "b", "integrations": ["two"] } ] }""",
            "",
            _ => [everything, one, two]);

        Assert.Empty(result.Problems);
        Assert.Equal([two, one, everything], result.Settings.Services!.Value[0].Integrations.All.ToArray());
        Assert.Equal([two], result.Settings.Services.Value[1].Integrations.All.ToArray());
    }

    [Theory]
    [InlineData("1s", 1)]
    [InlineData("7d", 7 * 86_400)]
    [InlineData("604800s", 7 * 86_400)]
    [InlineData("1w", 7 * 86_400)]
    public void The_duplicate_window_may_be_up_to_a_week_long(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Parse($$"""{ "duplicateWindow": "{{text}}" }""").DuplicateWindow);

    [Fact]
    public void The_shortest_retention_is_an_hour() => Assert.Equal(TimeSpan.FromHours(1), Parse("""{ "retention": "60m" }""").Retention);

    private static SettingsLayer Parse(string text, string folder = "")
    {
        ConfigurationParseResult result = ConfigurationParser.Parse(text, folder);
        Assert.Empty(result.Problems);
        return result.Settings;
    }
}
