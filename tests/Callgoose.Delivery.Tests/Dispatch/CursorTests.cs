using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>Where new destinations begin, what is kept, and what is removed (Delivery/README.md).</summary>
public abstract class CursorTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private CursorTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_new_destination_begins_now_and_the_others_go_on()
    {
        scenario.Happen("before all", "triggered");
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("1", "triggered");
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a"), Destination("b")] });
        await scenario.HappenAsync("2", "triggered");

        Assert.Equal(["a 1 triggered", "a 2 triggered", "b 2 triggered"], scenario.Sender.Lines.Order());
    }

    /// <summary>Events from a time without a server go to the destinations that existed before it.</summary>
    [Fact]
    public async Task What_happened_between_two_runs_goes_to_those_that_were_there()
    {
        await scenario.StartAsync(Destination("a"));
        await scenario.StopAsync();
        scenario.Happen("meanwhile", "triggered");
        await scenario.StartAsync(Destination("a"), Destination("b"));
        await scenario.HappenAsync("now", "triggered");

        Assert.Equal(["a meanwhile triggered", "a now triggered", "b now triggered"], scenario.Sender.Lines.Order());
    }

    [Fact]
    public async Task A_destination_that_was_removed_comes_back_as_a_new_one()
    {
        await scenario.StartAsync(Destination("a"), Destination("b"));
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a")] });
        await scenario.HappenAsync("1", "triggered");
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a"), Destination("b")] });
        await scenario.HappenAsync("2", "triggered");

        Assert.Equal(["a 1 triggered", "a 2 triggered", "b 2 triggered"], scenario.Sender.Lines.Order());
    }

    [Fact]
    public async Task What_is_taken_is_forgotten_by_the_store_and_not_before()
    {
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("1", "triggered");
        await scenario.HappenAsync("2", "triggered");
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, scenario.Forgotten);
    }

    /// <summary>Finished deliveries are kept for 30 days; waiting ones are kept until they are finished.</summary>
    [Fact]
    public async Task What_is_over_is_removed_after_a_month_and_what_waits_is_not()
    {
        string secret = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        try
        {
            await scenario.StartAsync(Destination("a", url: "file:" + secret), Destination("b"));
            await scenario.HappenAsync("k", "triggered");
            Assert.Equal(["a triggered waiting", "b triggered delivered"], scenario.Deliveries());
            await scenario.PassAsync(TimeSpan.FromDays(29));
            await PassMinutesAsync();
            Assert.Equal(2, scenario.Rows().Length);

            await scenario.PassAsync(TimeSpan.FromDays(40));
            await PassMinutesAsync();
            Assert.Equal(["a triggered waiting"], scenario.Deliveries());

            await File.WriteAllTextAsync(secret, "http://192.0.2.1/", TestContext.Current.CancellationToken);
            await PassMinutesAsync();
            Assert.Equal(["a triggered delivered"], scenario.Deliveries());
            Assert.Equal("Title of k", scenario.Sender.Messages.Last().Event.Title);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    /// <summary>Somebody restores an older copy of the incidents but not of the deliveries: the same numbers come again, for other events.</summary>
    [Fact]
    public async Task After_an_older_copy_was_put_back_new_events_are_delivered_and_no_old_one_is()
    {
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("1", "triggered");
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.HappenAsync("2", "triggered");
        await scenario.UseAsync(scenario.Settings with { Destinations = [Destination("a"), Destination("late")] });
        await scenario.StopAsync();

        scenario.Sender.Answer = static _ => TestSender.Taken;
        scenario.GoBackTo(1);
        await scenario.StartAsync();
        int before = scenario.Sender.Messages.Count;
        await scenario.HappenAsync("other", "triggered");
        await scenario.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["a other triggered", "late other triggered"], scenario.Sender.Lines.Skip(before).Order());
    }

    [Theory]
    [InlineData("Callgoose", "Callgoose", 2, true)]
    [InlineData("Callgoose", "Callgoose", 3, false)]
    [InlineData("PagerDuty", "pagerduty", 0, false)]
    [InlineData("PagerDuty", "Grafana", 3, true)]
    [InlineData("Webhook", "webhook", 0, true)]
    public async Task What_came_from_a_tool_does_not_go_back_and_what_came_through_three_servers_goes_to_none(string kind, string source, int hops, bool isSent)
    {
        await scenario.StartAsync(Destination("a", kind));
        await scenario.HappenAsync("k", "triggered", one => one with { Source = source, Hops = hops });

        Assert.Equal(isSent ? 1 : 0, scenario.Sender.Messages.Count);
        DeliveryRow row = Assert.Single(scenario.Rows());
        Assert.Equal(isSent ? DeliveryState.Delivered : DeliveryState.Skipped, row.State);
        Assert.Equal(isSent, row.Answer == "ok");
    }

    private async Task PassMinutesAsync()
    {
        for (int i = 0; i < 61; i++)
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(1));
        }
    }

    public sealed class OnSqlite() : CursorTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : CursorTests(new PostgresScenarioStore());
}
