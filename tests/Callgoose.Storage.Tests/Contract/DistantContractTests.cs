using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over a store that fetches copies in advance, in any order, writes at the commit, and whose connection breaks.</summary>
public sealed class DistantContractTests : StoreContractTests
{
    private readonly DistantDatabase database = new();
    private readonly DistantStore distant;

    public DistantContractTests()
    {
        distant = new DistantStore(database, seed: 1);
        Store = new IncidentStore(distant, database.Incidents, database.Incidents.OpenOutbox, new TimeOrderedIds(Clock), Options, Clock, NoteHealth);
    }

    [Fact]
    public async Task A_commit_that_breaks_is_refused_and_leaves_nothing()
    {
        await CallAsync(Wanted.Trigger("INC-1"));
        distant.Breaks.Enqueue(DistantStore.Break.BeforeCommit);

        Assert.Equal(CommitStatus.Unavailable, await TryCallAsync("msg_1", "body", Wanted.Resolve("INC-1"), Wanted.Trigger("INC-2")));

        Assert.Equal([(IncidentState.Triggered, 1)], All.Select(incident => (incident.State, Store.Find(incident.Id)!.Timeline.Count)));
        Assert.Single(ReadOutbox(0, 100));
        await RecoverAsync();
        CallOutcome again = await CallAsync("msg_1", "body", Wanted.Resolve("INC-1"), Wanted.Trigger("INC-2"));
        Assert.Equal((true, true), (again.Resolved, again.Created));
    }

    [Fact]
    public async Task A_delivery_whose_commit_is_in_doubt_has_its_effect_once()
    {
        distant.Breaks.Enqueue(DistantStore.Break.InDoubt);
        Assert.Equal(CommitStatus.Unavailable, await TryCallAsync("msg_1", "body", Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2")));
        await RecoverAsync();

        CallOutcome again = await CallAsync("msg_1", "body", Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2"));

        Assert.Equal((true, false), (again.Created, again.TriggerDuplicate));
        Assert.Equal([1L, 1L], All.Select(static incident => incident.Occurrences));
        Assert.Equal(2, ReadOutbox(0, 100).Count);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Whatever_breaks_batches_leave_what_they_leave_in_the_embedded_store(int seed)
    {
        using var folder = new TemporaryFolder();
        await using IncidentStore embedded = SqliteStore.Open(StoreScenario.Defaults with { Folder = folder.Open(), HasOutbox = true }, Clock, NoteHealth);
        var random = new Random(seed);
        var history = new RandomHistory(seed, Clock, Options.DuplicateWindow);
        for (int i = 0; i < 60; i++)
        {
            distant.Breaks.Enqueue((DistantStore.Break)random.Next((int)DistantStore.Break.InDoubt));
            await history.GoOnAsync(Store, embedded);
        }

        history.Compare(Store);
        history.Compare(embedded);
    }

    [Fact]
    public async Task What_is_due_and_could_not_be_committed_happens_later()
    {
        await CallAsync(Wanted.Trigger("ends") with { EndsAt = Clock.UnixMilliseconds + 60_000 });
        distant.Breaks.Enqueue(DistantStore.Break.BeforeCommit);
        Clock.Now += TimeSpan.FromMinutes(1);

        await Eventually.HoldsAsync(() => All[0].State == IncidentState.Resolved);

        Assert.Empty(distant.Breaks);
        Assert.Equal(1, Store.Statistics.Expired);
    }

    [Fact]
    public async Task An_outbox_that_could_not_be_emptied_keeps_its_events()
    {
        await CallAsync(Wanted.Trigger("INC-1"));
        distant.Breaks.Enqueue(DistantStore.Break.BeforeCommit);
        Assert.Equal(CommitStatus.Unavailable, await Store.RemoveOutboxAsync(long.MaxValue));
        Assert.Single(ReadOutbox(0, 100));

        await RecoverAsync();
        Assert.Equal(CommitStatus.Committed, await Store.RemoveOutboxAsync(long.MaxValue));
        Assert.Empty(ReadOutbox(0, 100));
    }

    /// <summary>A store may throw unexpected exceptions: a driver's exception must end neither the writer nor the process.</summary>
    [Theory]
    [InlineData(nameof(IBatchStore.ProbeAsync), true)]
    [InlineData(nameof(IBatchStore.ProbeAsync), false)]
    [InlineData(nameof(IBatchStore.RemoveExpiredAsync), true)]
    [InlineData(nameof(IBatchStore.RemoveExpiredAsync), false)]
    [InlineData(nameof(IBatchStore.ShiftExpiryAsync), true)]
    [InlineData(nameof(IBatchStore.ShiftExpiryAsync), false)]
    [InlineData(nameof(IBatchStore.HoldUntilAsync), true)]
    [InlineData(nameof(IBatchStore.HoldUntilAsync), false)]
    public async Task What_fails_beside_the_calls_is_tried_again(string what, bool isKnown)
    {
        Exception Failure() => isKnown ? new StoreException("The connection broke.") : new IOException("The connection broke.");
        await CallAsync(Wanted.Trigger("over"), Wanted.Trigger("held") with { SuppressedUntil = Clock.UnixMilliseconds + 60_000 });
        await CallAsync(Wanted.Resolve("over"));
        Assert.Equal(CommitStatus.Committed, await Store.RemoveOutboxAsync(long.MaxValue));
        distant.Failures[what] = new Queue<Exception>([Failure()]);
        switch (what)
        {
            case nameof(IBatchStore.ProbeAsync):
                distant.Breaks.Enqueue(DistantStore.Break.BeforeCommit);
                Assert.Equal(CommitStatus.Unavailable, await TryCallAsync(null, "body", Wanted.Trigger("INC-1")));
                break;
            case nameof(IBatchStore.RemoveExpiredAsync):
                Clock.Now += Options.Retention + TimeSpan.FromDays(1);
                break;
            case nameof(IBatchStore.ShiftExpiryAsync):
                Clock.Move(TimeSpan.FromHours(-1));
                break;
            default:
                Store.Maintenance = static _ => 0;
                break;
        }

        await Eventually.HoldsAsync(() => HealthChanges.Length == 2);
        Assert.Equal([false, true], HealthChanges);
        Assert.Empty(distant.Failures[what]);

        await CallAsync(Wanted.Trigger("INC-2"));
        Assert.Contains(All, static incident => incident.IncidentKey == "INC-2");
    }

    private Task RecoverAsync() => Eventually.HoldsAsync(() => Store.IsHealthy);
}
