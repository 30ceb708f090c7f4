using System.Reflection;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Server.Tests.Observability;

/// <summary>The page about monitoring lists every event that is logged, with its permanent number.</summary>
public class LogPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "observability.md"));

    private static readonly LoggerMessageAttribute[] Events =
    [
        .. typeof(LogMessages)
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(static e => e.EventId),
    ];

    [Fact]
    public void Every_event_is_listed_by_its_number()
    {
        string rows = string.Concat(Events.Select(static e => $"| {e.EventId} | {e.Level} | {e.Message} |\n"));

        Assert.Contains("| --- | --- | --- |\n" + rows + "\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_events_have_one_number() => Assert.Distinct(Events.Select(static e => e.EventId));
}
