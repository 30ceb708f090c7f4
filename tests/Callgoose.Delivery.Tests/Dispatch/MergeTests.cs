using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Sending;
using Callgoose.Delivery.Tests.Support;

using static Callgoose.Delivery.Tests.Support.DeliveryScenario;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>
/// Nobody is paged for an incident that is over: if its beginning could not be delivered, beginning and end go out as one message
/// (Delivery/README.md).
/// </summary>
public abstract class MergeTests : IAsyncDisposable
{
    private readonly DeliveryScenario scenario;

    private MergeTests(ScenarioStore store) => scenario = new DeliveryScenario(store);

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task What_fired_and_recovered_while_its_destination_failed_is_one_message()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        await scenario.HappenAsync("k", "acknowledged");
        await scenario.HappenAsync("k", "resolved");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(["a k triggered", "a k resolved"], scenario.Sender.Lines);
        Assert.True(scenario.Sender.Messages.Last().HasRecovered);
        Assert.Equal(["a triggered merged", "a acknowledged merged", "a resolved delivered"], scenario.Deliveries());
    }

    /// <summary>This delivery was never tried: another incident paused the destination.</summary>
    [Fact]
    public async Task What_came_and_went_while_its_destination_was_paused_is_one_message()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        for (int i = 0; i < 5; i++)
        {
            await scenario.HappenAsync($"first {i}", "triggered");
        }

        await scenario.HappenAsync("k", "triggered");
        await scenario.HappenAsync("k", "resolved");
        int tried = scenario.Sender.Messages.Count;
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(6));

        IncidentMessage merged = Assert.Single(scenario.Sender.Messages.Skip(tried), static message => message.Event.Key == "k");
        Assert.Equal(("resolved", true), (merged.Event.Event, merged.HasRecovered));
    }

    [Fact]
    public async Task What_waited_for_a_missing_secret_is_told_when_it_is_there_and_what_is_over_by_then_is_one_message()
    {
        string secret = Path.GetTempFileName();
        try
        {
            await scenario.StartAsync(Destination("a", url: "file:" + secret));
            Assert.Contains(scenario.Notices, static notice => notice is { Kind: DeliveryNoticeKind.Broken, Destination: "a" });
            await scenario.HappenAsync("over", "triggered");
            await scenario.HappenAsync("over", "resolved");
            await scenario.HappenAsync("open", "triggered");
            Assert.Empty(scenario.Sender.Messages);

            // While no destination can be reached, events are read once a second.
            await scenario.PassAsync(TimeSpan.FromSeconds(1));
            DestinationStatus status = await scenario.StatusAsync("a");
            Assert.Equal(("broken", 3), (status.State, status.Waiting));

            await File.WriteAllTextAsync(secret, "http://192.0.2.1/", TestContext.Current.CancellationToken);
            await scenario.PassAsync(TimeSpan.FromSeconds(11));
            for (int i = 0; i < 10; i++)
            {
                await scenario.PassAsync(TimeSpan.FromSeconds(1));
            }

            Assert.Equal(["a open triggered", "a over resolved"], scenario.Sender.Lines.Order());
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task What_is_told_at_once_is_told_by_two_messages()
    {
        await scenario.StartAsync(Destination("a"));
        scenario.Happen("k", "triggered");
        scenario.Happen("k", "resolved");
        await scenario.SettleAsync();

        Assert.Equal(["a k triggered", "a k resolved"], scenario.Sender.Lines);
        Assert.DoesNotContain(scenario.Sender.Messages, static message => message.HasRecovered);
    }

    [Fact]
    public async Task An_incident_that_is_open_when_its_destination_answers_is_told_as_open()
    {
        scenario.Sender.Answer = static _ => TestSender.Failed;
        await scenario.StartAsync(Destination("a"));
        await scenario.HappenAsync("k", "triggered");
        scenario.Sender.Answer = static _ => TestSender.Taken;
        await scenario.PassAsync(TimeSpan.FromSeconds(6));
        await scenario.HappenAsync("k", "resolved");

        Assert.Equal(["a k triggered", "a k triggered", "a k resolved"], scenario.Sender.Lines);
    }

    public sealed class OnSqlite() : MergeTests(new SqliteScenarioStore());

    public sealed class OnPostgres() : MergeTests(new PostgresScenarioStore());
}
