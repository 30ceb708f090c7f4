using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>
/// Deliveries that wait for a destination which the configuration no longer has: they are listed, go out when the destination comes back, and do not
/// wait for ever.
/// </summary>
public abstract class RemovedTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private RemovedTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task It_is_listed_with_what_waits_for_it_also_after_a_restart()
    {
        await RemoveWithTwoWaitingAsync();
        DestinationStatus status = await scenario.StatusAsync("gone");
        Assert.Equal(("removed", 2), (status.State, status.Waiting));
        Assert.Contains("skip --destination gone", status.Reason, StringComparison.Ordinal);

        await scenario.StopAsync();
        await scenario.StartAsync();

        Assert.Equal("removed", (await scenario.StatusAsync("gone")).State);
    }

    [Fact]
    public async Task If_the_name_comes_back_what_waits_goes_out_and_nothing_of_the_time_between()
    {
        await RemoveWithTwoWaitingAsync();
        await scenario.HappenAsync("between", "triggered");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a"), Destination("gone")] });
        await scenario.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["1", "2"], scenario.Rows().Where(static row => row is { Destination: "gone", State: DeliveryState.Delivered }).Select(row => KeyOf(row)));
        Assert.DoesNotContain(scenario.Dispatcher.Status, static one => one.State == "removed");
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_the_timelines_are_told()
    {
        await RemoveWithTwoWaitingAsync();
        await scenario.PassAsync(TimeSpan.FromHours(23));
        Assert.Equal(2, scenario.Rows().Count(static row => row is { Destination: "gone", State: DeliveryState.Waiting }));

        await scenario.PassAsync(TimeSpan.FromHours(1));
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        DeliveryRow[] dead = [.. scenario.Rows().Where(static row => row is { Destination: "gone", State: DeliveryState.Dead })];
        Assert.Equal(2, dead.Length);
        Assert.All(dead, static row => Assert.Contains("removed from the configuration", row.Answer, StringComparison.Ordinal));
        Assert.Equal(2, scenario.Feed.Failures.Count(static row => row.Destination == "gone"));
        Assert.DoesNotContain(scenario.Dispatcher.Status, static one => one.State == "removed");
        Assert.Contains(scenario.Notices, static notice => notice is { Kind: DeliveryNoticeKind.Dead, Destination: "gone" });
    }

    [Fact]
    public async Task What_waits_for_it_can_be_ended_by_hand()
    {
        await RemoveWithTwoWaitingAsync();

        Assert.Equal(2, await scenario.ChangeAsync(new DeliverySelection(null, "gone", null) { IsWaiting = true }, skip: true));
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        Assert.DoesNotContain(scenario.Dispatcher.Status, static one => one.State == "removed");
        Assert.Equal(2, scenario.Rows().Count(static row => row is { Destination: "gone", State: DeliveryState.Skipped }));
    }

    private async Task RemoveWithTwoWaitingAsync()
    {
        scenario.Sender.Answer = static message => message.Destination == "gone" ? TestSender.Failed : TestSender.Taken;
        await scenario.StartAsync(Destination("a"), Destination("gone"));
        await scenario.HappenAsync("1", "triggered");
        await scenario.HappenAsync("2", "triggered");
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a")] });
    }

    private string KeyOf(DeliveryRow row) => scenario.Sender.Messages.First(message => message.Event.Incident == row.Incident).Event.Key;

    public sealed class OnSqlite() : RemovedTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : RemovedTests(new PostgresScenarioStore());
}
