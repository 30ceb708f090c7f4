using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Storage.Deliveries;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>A delivery that fails is tried again, in order, and is given up in the end (Delivery/README.md).</summary>
public abstract class RetryTests : IAsyncDisposable
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private readonly DeliveryScenario scenario;

    private RetryTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_try_that_failed_is_followed_by_nine_more_with_the_same_id_and_then_by_a_dead_letter()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");

        for (int i = 0; i < Waits.Length; i++)
        {
            Assert.Equal(i + 1, scenario.Sender.Messages.Count);
            await scenario.PassAsync(Waits[i] - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i + 1, scenario.Sender.Messages.Count);
            await scenario.PassAsync((Waits[i] / 5) + TimeSpan.FromMinutes(2));
        }

        Assert.Equal(10, scenario.Sender.Messages.Count);
        Assert.Single(scenario.Sender.Messages.Select(static message => message.Id).Distinct());
        await scenario.PassAsync(TimeSpan.FromSeconds(2));
        DeliveryRow dead = Assert.Single(scenario.Rows());
        Assert.Equal((DeliveryState.Dead, 10, 500, "try later"), (dead.State, dead.Tries, dead.Status, dead.Answer));
        Assert.Equal(dead.Id, Assert.Single(scenario.Feed.Failures).Id);
        Assert.Contains(scenario.Notices, static notice => notice is { Kind: DeliveryNoticeKind.Dead, Destination: "a" });
    }

    [Fact]
    public async Task Settings_that_are_read_again_and_again_use_up_no_tries()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        for (int i = 0; i < 15; i++)
        {
            await scenario.UseAsync(scenario.Settings);
            await scenario.PassAsync(TimeSpan.FromMilliseconds(100));
        }

        DeliveryRow waiting = Assert.Single(scenario.Rows());
        Assert.Equal((DeliveryState.Waiting, 1), (waiting.State, waiting.Tries));
        Assert.InRange(scenario.Sender.Messages.Count, 2, 16);

        // The next try of the schedule counts, and the one after it waits as long as usual.
        await scenario.PassAsync(TimeSpan.FromMinutes(2));
        Assert.InRange(Assert.Single(scenario.Rows()).Tries, 2, 3);

        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.UseAsync(scenario.Settings);
        await scenario.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(scenario.Rows()).State);
    }

    [Fact]
    public async Task The_end_of_an_incident_waits_for_its_beginning_and_other_incidents_do_not()
    {
        scenario.Sender.Answer = static message => message.Event.Key == "bad" && message.Event.Event == "triggered" ? TestSender.Failed : TestSender.Taken;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("bad", "triggered");
        await scenario.HappenAsync("bad", "acknowledged");
        await scenario.HappenAsync("good", "triggered");
        await scenario.HappenAsync("good", "resolved");

        Assert.Equal(["a bad triggered", "a good triggered", "a good resolved"], scenario.Sender.Lines);
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(["a bad triggered", "a bad acknowledged"], scenario.Sender.Lines.Skip(3));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it_for_everything()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed with { RetryAfter = TimeSpan.FromMinutes(10) };
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("1", "triggered");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.HappenAsync("2", "triggered");
        await scenario.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Single(scenario.Sender.Messages);

        await scenario.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["a 1 triggered", "a 1 triggered", "a 2 triggered"], scenario.Sender.Lines.Order());
    }

    [Fact]
    public async Task A_destination_that_fails_steadily_is_probed_by_one_message_and_gets_all_when_it_answers()
    {
        await scenario.StartAsync(Destination("a"), Destination("b"));
        scenario.Sender.Answer = static message => message.Destination == "b" ? TestSender.Taken : TestSender.Failed;
        for (int i = 0; i < 30; i++)
        {
            scenario.Happen($"{i}", "triggered");
        }

        await scenario.SettleAsync();
        Assert.Equal("paused", (await scenario.StatusAsync("a")).State);
        Assert.Equal(30, scenario.Sender.Messages.Count(static message => message.Destination == "b"));
        Assert.Contains(scenario.Notices, static notice => notice is { Kind: DeliveryNoticeKind.Paused, Destination: "a" });
        int tried = scenario.Sender.Messages.Count(static message => message.Destination == "a");

        // The probes come after 5, 10, 20, 40 and 60 seconds, one message each.
        foreach (int seconds in (int[])[5, 10, 20, 40, 60, 60])
        {
            await scenario.PassAsync(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(1));
            Assert.Equal(++tried, scenario.Sender.Messages.Count(static message => message.Destination == "a"));
        }

        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(61));
        Assert.All(scenario.Rows(), static row => Assert.Equal(DeliveryState.Delivered, row.State));
        Assert.Equal("ok", (await scenario.StatusAsync("a")).State);
        Assert.Contains(scenario.Notices, static notice => notice is { Kind: DeliveryNoticeKind.Resumed, Destination: "a" });
    }

    /// <summary>Waits follow the monotonic clock, not the wall clock that people set.</summary>
    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_clock_that_jumps_neither_hurries_a_try_nor_holds_it_up(int days)
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        scenario.Clock.Set(TimeSpan.FromDays(days));
        await scenario.PassAsync(TimeSpan.FromSeconds(4));
        Assert.Single(scenario.Sender.Messages);

        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(2, scenario.Sender.Messages.Count);
    }

    /// <summary>After a restart only the wall clock is left; even so, no wait is longer than the longest one of the schedule.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-365)]
    public async Task What_waits_is_tried_again_after_a_restart_as_the_same_delivery(int days)
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        await scenario.StopAsync();
        scenario.Clock.Set(TimeSpan.FromDays(days));
        await scenario.StartAsync();
        Assert.Single(scenario.Sender.Messages);

        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(days == 0 ? TimeSpan.FromSeconds(7) : TimeSpan.FromHours(12));

        Assert.Equal(2, scenario.Sender.Messages.Count);
        Assert.Single(scenario.Sender.Messages.Select(static message => message.Id).Distinct());
        Assert.Equal(["a triggered delivered"], scenario.Deliveries());
    }

    /// <summary>Earlier events go first: a retry by hand of the end takes the beginning with it.</summary>
    [Fact]
    public async Task A_retry_by_hand_takes_along_what_has_to_go_before()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        await scenario.PassAsync(TimeSpan.FromSeconds(10));
        await scenario.HappenAsync("k", "acknowledged");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        int before = scenario.Sender.Messages.Count;

        Assert.Equal(1, await scenario.ChangeAsync(new DeliverySelection(scenario.Rows()[^1].Id, null, null), skip: false));
        await scenario.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["a k triggered", "a k acknowledged"], scenario.Sender.Lines.Skip(before));
    }

    public sealed class OnSqlite() : RetryTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : RetryTests(new PostgresScenarioStore());
}
