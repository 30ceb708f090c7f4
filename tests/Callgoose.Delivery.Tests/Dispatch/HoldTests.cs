using System.Collections.Immutable;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>
/// While no destination can be reached, events stay in the outbox, where they cost a webhook nothing. Nothing else changes (Delivery/README.md).
/// </summary>
public abstract class HoldTests : IAsyncDisposable
{
    private const int Many = 1_200;

    private readonly DeliveryScenario scenario;

    private HoldTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_dead_destination_has_a_batch_a_second_taken_for_it_and_all_of_it_when_it_answers()
    {
        await PauseAsync(Destination("a"));
        for (int i = 0; i < Many; i++)
        {
            scenario.Happen($"k{i}", "triggered");
        }

        await scenario.PassAsync(TimeSpan.FromSeconds(1));
        Assert.InRange(Taken(), 0, Many / 2);

        scenario.Sender.Answer = static _ => TestSender.Taken;
        for (int i = 0; i < 60; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Many, scenario.Sender.Messages.Select(static message => message.Event.Key).Where(static key => key[0] == 'k').Distinct().Count());
    }

    /// <summary>A dead destination does not delay a healthy one.</summary>
    [Fact]
    public async Task While_one_destination_can_be_told_everything_is_taken_at_once()
    {
        await PauseAsync(Destination("a"), Destination("b"));
        for (int i = 0; i < Many; i++)
        {
            scenario.Happen($"k{i}", "triggered");
        }

        await scenario.SettleAsync();
        for (int i = 0; i < 10; i++)
        {
            await scenario.SettleAsync();
        }

        Assert.Equal(Many, scenario.Sender.Messages.Count(static message => message is { Destination: "b" } && message.Event.Key[0] == 'k'));
    }

    /// <summary>An incident begins and ends in the outbox: it is over when a destination can be reached again.</summary>
    [Fact]
    public async Task What_was_left_in_the_outbox_began_to_wait_when_it_happened()
    {
        await PauseAsync(Destination("a"));
        scenario.Happen("first", "triggered");
        await scenario.SettleAsync();
        scenario.Happen("over", "triggered");
        scenario.Happen("over", "resolved");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        for (int i = 0; i < 60; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.True(Assert.Single(scenario.Sender.Messages, static message => message.Event.Key == "over").HasRecovered);
    }

    /// <summary>New settings apply to events after them.</summary>
    [Fact]
    public async Task What_happened_before_other_settings_goes_where_those_before_had_it_go()
    {
        await PauseAsync(Destination("a"));
        for (int i = 0; i < Many; i++)
        {
            scenario.Happen($"k{i}", "triggered");
        }

        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("b")] });
        await scenario.HappenAsync("after", "triggered");

        Assert.Equal(Many, Taken());
        Assert.Equal("after", Assert.Single(scenario.Sender.Messages, static message => message.Destination == "b").Event.Key);
    }

    private int Taken() => scenario.Rows().Count(static row => row is { Destination: "a", State: DeliveryState.Waiting } && row.Tries == 0);

    /// <summary>Makes the first destination fail until it only gets probes.</summary>
    private async Task PauseAsync(params ImmutableArray<DestinationSettings> destinations)
    {
        scenario.Sender.Answer = static message => message.Destination == "a" ? TestSender.Failed : TestSender.Taken;
        await scenario.StartAsync(destinations);
        for (int i = 0; i < 5; i++)
        {
            await scenario.HappenAsync($"p{i}", "triggered");
        }
    }

    public sealed class OnSqlite() : HoldTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : HoldTests(new PostgresScenarioStore());
}
