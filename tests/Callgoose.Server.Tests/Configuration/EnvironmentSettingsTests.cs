using Callgoose.Configuration;

namespace Callgoose.Server.Tests.Configuration;

public class EnvironmentSettingsTests
{
    private static readonly string Known = string.Join(", ", EnvironmentSettings.Known);

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "CALLGOOSE_DATAFOLDER", "x", "CALLGOOSE_DATAFOLDER: error CG4011: No setting has this variable; did you mean CALLGOOSE_DATA? Known are " + Known + "." },
        { "CALLGOOSE_DUPLICATEWINDOW", "5m", "CALLGOOSE_DUPLICATEWINDOW: error CG4011: No setting has this variable; did you mean CALLGOOSE_DUPLICATE_WINDOW? Known are " + Known + "." },
        { "CALLGOOSE_LIMITS_BODY", "", "CALLGOOSE_LIMITS_BODY: error CG4011: No setting has this variable; did you mean CALLGOOSE_LIMITS__BODY? Known are " + Known + "." },
        { "CALLGOOSE_LIMITS__BODY", "1 MiB", "CALLGOOSE_LIMITS__BODY: error CG4007: The setting \"limits.body\" is 1 MiB; write a whole number of bytes from 1024 (1 KiB) to 67108864 (64 MiB)." },
        { "CALLGOOSE_DUPLICATE_WINDOW", "5", "CALLGOOSE_DUPLICATE_WINDOW: error CG4008: The setting \"duplicateWindow\" is \"5\", which is not a duration; write a whole number and s, m, h, d or w, such as 5m." },
        { "CALLGOOSE_DUPLICATE_WINDOW", "2w", "CALLGOOSE_DUPLICATE_WINDOW: error CG4007: The setting \"duplicateWindow\" is \"2w\"; write a length of time from 1s to 7d." },
        { "CALLGOOSE_URLS", ";", "CALLGOOSE_URLS: error CG4006: This names no address; write one such as http://127.0.0.1:8080." },
        { "CALLGOOSE_URLS", "http://127.0.0.1:1;8080", "CALLGOOSE_URLS: error CG4008: The setting \"urls\" has \"8080\", which is not an address to listen on; write one such as http://127.0.0.1:8080, with an IP address, localhost or * as its host." },
        { "CALLGOOSE_METRICS", "no", "CALLGOOSE_METRICS: error CG4008: The setting \"metrics\" has \"no\", which is not an address to listen on; write one such as http://127.0.0.1:8080, with an IP address, localhost or * as its host." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_variable(string name, string value, string expected) =>
        Assert.Equal([expected], Read((name, value)).Problems.Select(static problem => problem.ToString()));

    [Fact]
    public void Every_mistake_is_told_at_once() => Assert.Equal(3, Read(("CALLGOOSE_X", "1"), ("CALLGOOSE_URLS", "x"), ("CALLGOOSE_LIMITS__BODY", "x")).Problems.Count);

    [Fact]
    public void Every_value_has_its_variable()
    {
        EnvironmentSettings settings = Read(
            ("CALLGOOSE_CONFIG", "/etc/callgoose.json"),
            ("CALLGOOSE_DATA", "/var/lib/callgoose"),
            ("CALLGOOSE_URLS", "http://127.0.0.1:1; http://[::1]:2"),
            ("CALLGOOSE_SCHEMAS", "a;b c"),
            ("CALLGOOSE_LIMITS__BODY", "2048"),
            ("CALLGOOSE_DUPLICATE_WINDOW", "1h"),
            ("CALLGOOSE_LIMITS__QUEUE", "100"),
            ("CALLGOOSE_RETENTION", "12w"),
            ("CALLGOOSE_METRICS", "http://127.0.0.1:9464"),
            ("CALLGOOSE_TOKEN", "of a client"),
            ("PATH", "/bin"));

        Assert.Empty(settings.Problems);
        Assert.Equal("/etc/callgoose.json", settings.File);
        Assert.Equal("/var/lib/callgoose", settings.Settings.DataFolder);
        Assert.Equal(["http://127.0.0.1:1", "http://[::1]:2"], settings.Settings.Urls);
        Assert.Equal(["a", "b c"], settings.Settings.Schemas);
        Assert.Equal(2048, settings.Settings.Limits!["body"]);
        Assert.Equal(TimeSpan.FromHours(1), settings.Settings.DuplicateWindow);
        Assert.Equal(100, settings.Settings.Limits!["queue"]);
        Assert.Equal(TimeSpan.FromDays(84), settings.Settings.Retention);
        Assert.Equal(new MetricsPlace(true, "http://127.0.0.1:9464"), settings.Settings.Metrics);
    }

    [Fact]
    public void An_empty_variable_counts_as_not_there() =>
        Assert.Equal(new SettingsLayer(), Read(("CALLGOOSE_DATA", ""), ("CALLGOOSE_URLS", " "), ("CALLGOOSE_LIMITS__BODY", "")).Settings);

    private static EnvironmentSettings Read(params (string Name, string Value)[] variables) =>
        EnvironmentSettings.Read(variables.ToDictionary(static v => v.Name, static v => v.Value));
}
