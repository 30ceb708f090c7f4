using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>
/// A delivery that is given up is reported, but never to the destination that failed, and never in an endless loop (Delivery/README.md).
/// </summary>
public abstract class FailureTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private FailureTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_failure_goes_to_every_destination_but_the_one_that_failed()
    {
        await scenario.StartAsync(Destination("a"), Destination("b"));
        await scenario.HappenAsync("k", "delivery_failed", static one => one with { Cause = "a" });

        Assert.Equal(["b k delivery_failed"], scenario.Sender.Lines);
    }

    /// <summary>Two dead destinations would report each other's failures for ever.</summary>
    [Fact]
    public async Task A_failure_that_cannot_be_told_is_told_no_further()
    {
        scenario.Sender.Answer = static _ => TestSender.Refused;
        await scenario.StartAsync(Destination("a"), Destination("b"));
        await scenario.HappenAsync("k", "delivery_failed", static one => one with { Cause = "a" });
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["b delivery_failed dead"], scenario.Deliveries());
        Assert.Empty(scenario.Feed.Failures);
    }

    /// <summary>Its receiver answers, so nothing waits. Its failures are still not reported to it.</summary>
    [Fact]
    public async Task A_destination_that_refuses_everything_is_failing_until_it_takes_something()
    {
        scenario.Sender.Answer = static _ => TestSender.Refused;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");

        Assert.Equal(("failing", "HTTP 410: gone"), await StateAsync());

        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.HappenAsync("l", "triggered");

        Assert.Equal(("ok", null), await StateAsync());

        async Task<(string State, string? Reason)> StateAsync()
        {
            DestinationStatus status = await scenario.StatusAsync("a");
            return (status.State, status.Reason);
        }
    }

    [Fact]
    public async Task What_a_store_could_not_note_is_noted_later_also_after_a_restart()
    {
        scenario.Sender.Answer = static _ => TestSender.Refused;
        scenario.Feed.NotesFailures = false;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        await scenario.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(scenario.Feed.Failures);

        await scenario.StopAsync();
        scenario.Feed.NotesFailures = true;
        await scenario.StartAsync();
        await scenario.PassAsync(TimeSpan.FromSeconds(2));
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        DeliveryRow noted = Assert.Single(scenario.Feed.Failures);
        Assert.Equal(("a", "triggered", 410), (noted.Destination, noted.Event, noted.Status));
    }

    public sealed class OnSqlite() : FailureTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : FailureTests(new PostgresScenarioStore());
}
