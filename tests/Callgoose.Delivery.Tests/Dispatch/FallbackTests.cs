using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Delivery.Tests.Support;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>An urgent event that cannot be delivered goes to the fallback (Delivery/README.md).</summary>
public abstract class FallbackTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private FallbackTests(ScenarioStore store)
    {
        scenario = new DeliveryScenario(store);
        Route onlyA = new() { Name = "all", Conditions = [], To = ["a"] };
        scenario.Settings = new DeliverySettings { Routes = [onlyA] };
        scenario.Sender.Answer = static message => message.Destination == "a" ? TestSender.Failed : TestSender.Taken;
    }

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task After_a_minute_what_is_urgent_goes_there_once_and_waits_on_for_the_first()
    {
        await scenario.StartAsync(Destination("a") with { Fallback = "b" }, Destination("b"));
        scenario.Happen("high", "triggered");
        await scenario.HappenAsync("low", "triggered", static one => one with { Urgency = "low" });
        await scenario.PassAsync(TimeSpan.FromSeconds(58));
        Assert.DoesNotContain(scenario.Sender.Messages, static message => message.Destination == "b");

        for (int i = 0; i < 5; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Equal("high", Assert.Single(scenario.Sender.Messages, static message => message.Destination == "b").Event.Key);
        Assert.Equal(["a triggered waiting", "a triggered waiting", "b triggered delivered"], scenario.Deliveries());
    }

    [Fact]
    public async Task What_is_given_up_at_once_goes_there_at_once()
    {
        scenario.Sender.Answer = static message => message.Destination == "a" ? TestSender.Refused : TestSender.Taken;
        await scenario.StartAsync(Destination("a") with { Fallback = "b" }, Destination("b"));
        await scenario.HappenAsync("k", "triggered");

        Assert.Equal(["a triggered dead", "b triggered delivered"], scenario.Deliveries());
    }

    [Fact]
    public async Task A_fallback_that_has_the_event_already_does_not_get_it_twice()
    {
        scenario.Settings = DeliverySettings.None;
        await scenario.StartAsync(Destination("a") with { Fallback = "b" }, Destination("b"));
        await scenario.HappenAsync("k", "triggered");
        for (int i = 0; i < 3; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(62));
        }

        Assert.Single(scenario.Sender.Messages, static message => message.Destination == "b");
    }

    [Fact]
    public async Task What_is_over_by_then_is_told_there_as_one_message()
    {
        await scenario.StartAsync(Destination("a") with { Fallback = "b" }, Destination("b"));
        await scenario.HappenAsync("k", "triggered");
        await scenario.HappenAsync("k", "resolved");
        await scenario.PassAsync(TimeSpan.FromSeconds(62));
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        IncidentMessage told = Assert.Single(scenario.Sender.Messages, static message => message.Destination == "b");
        Assert.Equal(("resolved", true), (told.Event.Event, told.HasRecovered));
    }

    public sealed class OnSqlite() : FallbackTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : FallbackTests(new PostgresScenarioStore());
}
