using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Tokens;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>Events beyond a destination's rate are counted in its next message (Delivery/README.md).</summary>
public abstract class StormTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private StormTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task What_is_more_than_the_rate_is_counted_and_nothing_is_left_out()
    {
        await scenario.StartAsync(Destination("a") with { Rate = new RateLimit(2, TimeSpan.FromMinutes(1)) });
        for (int i = 0; i < 20; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        await scenario.SettleAsync();
        await scenario.PassAsync(TimeSpan.FromMinutes(1));
        await scenario.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(20, scenario.Sender.Messages.Sum(static message => 1 + message.Digested));
        Assert.InRange(scenario.Sender.Messages.Count, 1, 4);
        Assert.Equal(20, scenario.Rows().Count(static row => row.State is DeliveryState.Delivered or DeliveryState.Digested));
    }

    [Fact]
    public async Task What_was_counted_in_a_message_that_was_not_taken_is_not_lost()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a") with { Rate = new RateLimit(1, TimeSpan.FromMinutes(1)) });
        for (int i = 0; i < 10; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        await scenario.SettleAsync();
        Assert.All(scenario.Rows(), static row => Assert.Equal(DeliveryState.Waiting, row.State));
        scenario.Sender.Answer = static _ => TestSender.Taken;
        for (int i = 0; i < 12; i++)
        {
            await scenario.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.All(scenario.Rows(), static row => Assert.True(row.State is DeliveryState.Delivered or DeliveryState.Digested));
    }

    [Fact]
    public async Task Below_the_rate_each_incident_has_its_message()
    {
        await scenario.StartAsync(Destination("a") with { Rate = new RateLimit(2, TimeSpan.FromMinutes(1)) });
        for (int i = 0; i < 6; i++)
        {
            await scenario.HappenAsync($"{i}", "triggered");
            await scenario.PassAsync(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(6, scenario.Sender.Messages.Count);
        Assert.All(scenario.Sender.Messages, static message => Assert.Equal(0, message.Digested));
    }

    /// <summary>A destination that was told of a beginning must hear of the end, or the incident stays open there for ever.</summary>
    [Fact]
    public async Task The_end_of_what_a_destination_was_told_of_is_never_only_counted()
    {
        await scenario.StartAsync(Destination("a") with { Rate = new RateLimit(2, TimeSpan.FromMinutes(1)) });
        for (int i = 0; i < 20; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        await scenario.SettleAsync();
        for (int i = 0; i < 20; i++)
        {
            scenario.Happen($"{i}", "resolved");
        }

        await PassAsync(minutes: 10);

        DeliveryRow[] rows = scenario.Rows();
        Assert.All(rows, static row => Assert.True(row.State is DeliveryState.Delivered or DeliveryState.Digested));
        HashSet<string> told = [.. rows.Where(static row => row is { Event: "triggered", State: DeliveryState.Delivered }).Select(static row => row.Incident.ToString())];
        Assert.NotEmpty(told);
        Assert.All(
            rows.Where(row => row.Event == "resolved" && told.Contains(row.Incident.ToString())), static row => Assert.Equal(DeliveryState.Delivered, row.State));
        Assert.InRange(scenario.Sender.Messages.Count, 2, 12);
    }

    /// <summary>The same after a restart, where only the file knows what was sent.</summary>
    [Fact]
    public async Task What_was_told_before_a_restart_is_known_after_it()
    {
        DestinationSettings destination = Destination("a") with { Rate = new RateLimit(2, TimeSpan.FromMinutes(1)) };
        await scenario.StartAsync(destination);
        await scenario.HappenAsync("told", "triggered");
        await scenario.StopAsync();
        for (int i = 0; i < 20; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        scenario.Happen("told", "resolved");
        await scenario.StartAsync(destination);
        await PassAsync(minutes: 6);

        Assert.Contains("a told resolved", scenario.Sender.Lines);
    }

    /// <summary>A tool that tracks each incident has no use for a count: events beyond its rate wait, and none is left out.</summary>
    [Theory]
    [InlineData("PagerDuty")]
    [InlineData("Opsgenie")]
    [InlineData("Callgoose")]
    public async Task A_kind_whose_messages_do_not_tell_the_count_gets_every_event(string kind)
    {
        await scenario.StartAsync(Destination("a", kind) with { Rate = new RateLimit(2, TimeSpan.FromMinutes(1)) });
        for (int i = 0; i < 8; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        await PassAsync(minutes: 8);

        Assert.Equal(8, scenario.Sender.Messages.Count);
        Assert.All(scenario.Sender.Messages, static message => Assert.Equal(0, message.Digested));
    }

    private async Task PassAsync(int minutes)
    {
        for (int i = 0; i < minutes * 2; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(31));
        }
    }

    public sealed class OnSqlite() : StormTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : StormTests(new PostgresScenarioStore());
}
