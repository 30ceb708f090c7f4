using System.Text.Json;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Observability;

/// <summary>The alert rules and the dashboard that come with the product.</summary>
public sealed partial class MonitoringTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Observability");
    private static readonly string Rules = Path.Combine(Folder, "callgoose.rules.yml");

    [Fact]
    public async Task The_alert_rules_are_right_and_fire_when_they_should()
    {
        CommandResult check = await CommandResult.RunAsync("promtool", "check", "rules", Rules);
        CommandResult test = await CommandResult.RunAsync("promtool", "test", "rules", Path.Combine(Folder, "callgoose.rules.test.yml"));

        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        Assert.True(test.ExitCode == 0, test.Output + test.Errors);
    }

    [Fact]
    public void Every_alert_is_tested()
    {
        string tests = File.ReadAllText(Path.Combine(Folder, "callgoose.rules.test.yml"));

        Assert.All(AlertPattern().Matches(File.ReadAllText(Rules)), alert => Assert.Contains(alert.Groups[1].Value, tests, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_metric_of_the_alert_rules_exists()
    {
        string expressions = string.Join('\n', File.ReadAllLines(Rules).Where(static line => !CommentPattern().IsMatch(line)));

        await AssertExistAsync(expressions);
    }

    [Fact]
    public async Task Every_metric_of_the_dashboard_exists()
    {
        using JsonDocument dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "callgoose.dashboard.json")));
        string[] expressions = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(static panel => panel.TryGetProperty("targets", out _))
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()!)];

        Assert.True(expressions.Length > 30);
        await AssertExistAsync(string.Join('\n', expressions));
    }

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex AlertPattern();

    [GeneratedRegex(@"^\s*(#|summary:|description:)")]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"\b(callgoose|process|dotnet)_[a-z_]+")]
    private static partial Regex MetricPattern();

    private async Task AssertExistAsync(string expressions)
    {
        string told = (await Metrics.OfAsync(server.Http)).Text;
        string[] names = [.. MetricPattern().Matches(expressions).Select(static match => match.Value).Distinct()];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches($@"(?m)^(# TYPE )?{name}(\{{| )", told));
    }
}
