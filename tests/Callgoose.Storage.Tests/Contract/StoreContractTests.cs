using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Writer;

namespace Callgoose.Storage.Tests;

/// <summary>What every store must do, whatever its storage.</summary>
public abstract partial class StoreContractTests : IAsyncDisposable
{
    private readonly ProcessCallCommand command = new();
    private readonly List<StoreHealthChange> healthChanges = [];

    protected StoreContractTests() => Store = null!;

    protected internal static StoreOptions Options { get; } = new() { ProbeInterval = TimeSpan.FromMilliseconds(20), HasOutbox = true };

    internal SettableClock Clock { get; } = new();

    protected IncidentStore Store { get; set; }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_committed_is_read_back()
    {
        await CallAsync(Wanted.Trigger("INC-1") with { KeySpace = "Tool", Description = "Why" });
        await CallAsync(Wanted.Trigger("INC-1") with { KeySpace = "Tool", Title = "Another", Description = "Why" });
        await CallAsync(Wanted.Resolve("INC-1") with { KeySpace = "Tool" });
        await CallAsync(Wanted.Trigger(string.Empty));

        IReadOnlyList<IncidentSummary> all = All;
        Assert.Equal([(IncidentState.Triggered, null), (IncidentState.Resolved, "INC-1")], all.Select(static incident => (incident.State, incident.IncidentKey)));
        IncidentDetails details = Store.Find(all[1].Id)!;
        Assert.Equal(("Another", "Why", 2L), (details.Incident.Title, details.Description, details.Incident.Occurrences));
        Assert.Equal([TransitionKind.Triggered, TransitionKind.Updated, TransitionKind.Resolved], details.Timeline.Select(static line => line.Kind));
        Assert.Equal(("Server Down", "Another"), (details.Timeline[1].Changes!.TitleWas, details.Timeline[1].Changes!.TitleIs));
        Assert.Equal((1L, 1L, 2L, 1L), (Store.Statistics.Open, Store.Statistics.Resolved, Store.Statistics.Created, Store.Statistics.Duplicates));
        Assert.Null(Store.Find(Store.Ids.Next()));
    }

    [Fact]
    public async Task The_link_is_that_of_the_report_that_opened_it()
    {
        await CallAsync(Wanted.Trigger("with") with { Link = "https://tool.example/alerts/7" });
        await CallAsync(Wanted.Trigger("with") with { Link = "https://tool.example/alerts/8" });
        await CallAsync(Wanted.Trigger("without"));

        Assert.Equal([null, "https://tool.example/alerts/7"], All.Select(incident => Store.Find(incident.Id)!.Link));
    }

    [Theory]
    [InlineData(300, 4096, 65)]
    [InlineData(1200, 4, 1001)]
    [InlineData(60, 4096, 61)]
    public async Task A_timeline_is_shown_from_its_end_and_with_its_first_line(int actions, int length, int shown)
    {
        await CallAsync(Wanted.Trigger("INC-1"));
        TimeOrderedId id = All[0].Id;
        for (int i = 0; i < actions; i++)
        {
            TransitionKind kind = i % 2 == 0 ? TransitionKind.Acknowledged : TransitionKind.Unacknowledged;
            var transition = new Transition(kind, Clock.UnixMilliseconds, string.Empty, Store.Ids.Next(), $"{i} {new string('c', length)}"[..length]);
            Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(new IncidentActionCommand(id, string.Empty, transition)));
        }

        IncidentDetails details = Store.Find(id)!;

        Assert.Equal(shown, details.Timeline.Count);
        Assert.Equal(actions + 1 - shown, details.LinesLeftOut);
        Assert.Equal(TransitionKind.Triggered, details.Timeline[0].Kind);
        Assert.StartsWith($"{actions - 1}", details.Timeline[^1].Comment, StringComparison.Ordinal);
        Assert.StartsWith($"{actions - shown + 1}", details.Timeline[1].Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_filtered_and_paged()
    {
        for (int i = 0; i < 5; i++)
        {
            await CallAsync(Wanted.Trigger($"{i}") with { Service = i < 3 ? "web" : "db" });
        }

        await CallAsync(Wanted.Resolve("0"));
        await CallAsync(Wanted.Trigger("held") with { SuppressedUntil = Clock.UnixMilliseconds + 60_000 });

        Assert.Equal(["2", "1"], Keys(new IncidentQuery { State = IncidentStateFilter.Active, Service = "web" }));
        Assert.Equal(["held"], Keys(new IncidentQuery { State = IncidentStateFilter.Suppressed }));
        Assert.Equal(["2"], Keys(new IncidentQuery { State = IncidentStateFilter.Active, Service = "web", IsHigh = true, Until = Clock.UnixMilliseconds + 1, Limit = 1 }));
        Assert.Empty(Keys(new IncidentQuery { IsHigh = false }));
        Assert.Empty(Keys(new IncidentQuery { Until = Clock.UnixMilliseconds }));
        IncidentPage page = Store.List(new IncidentQuery { Limit = 4 });
        Assert.Equal(4, page.Incidents.Count);
        Assert.Equal(["1", "0"], Keys(new IncidentQuery { BeforeSequence = page.NextCursor }));
        Assert.Equal(new OpenIncidents(4, 0, 4) { Suppressed = 1 }, Store.CountOpen(string.Empty, null));
    }

    [Fact]
    public async Task Change_events_are_listed_newest_first_by_service_time_and_environment()
    {
        var first = new ChangeEvent(Store.Ids.Next(), string.Empty, ["web", "db"], "ci", "first", 1, 1000, "{\"a\":1}"u8.ToArray());
        var second = new ChangeEvent(Store.Ids.Next(), string.Empty, ["db"], null, "second", 2, 2000, "{}"u8.ToArray());
        var other = new ChangeEvent(Store.Ids.Next(), "test", ["web"], null, "other", 3, 3000, "{}"u8.ToArray());
        foreach (ChangeEvent change in (ChangeEvent[])[first, second, other])
        {
            Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(new RecordChangeCommand(change)));
        }

        Assert.Equal(["other", "second", "first"], Summaries(new ChangeQuery { Limit = 10 }));
        Assert.Equal(["second", "first"], Summaries(new ChangeQuery { Environment = string.Empty, Limit = 10 }));
        Assert.Equal(["first"], Summaries(new ChangeQuery { Environment = string.Empty, Services = ["web"], Limit = 10 }));
        Assert.Equal(["second"], Summaries(new ChangeQuery { Environment = string.Empty, Since = 1001, Until = 2000, Limit = 10 }));
        Assert.Equal(["other"], Summaries(new ChangeQuery { Limit = 1 }));
        ChangeEvent found = Store.FindChange(first.Id)!;
        Assert.Equal(("ci", "first", 1L, 1000L), (found.Source, found.Summary, found.At, found.ReceivedAt));
        Assert.Equal(first.Services, found.Services);
        Assert.Equal(first.Body, found.Body);
        Assert.Null(Store.FindChange(Store.Ids.Next()));
        Assert.Empty(All);

        IEnumerable<string> Summaries(ChangeQuery query) => Store.ListChanges(query).Select(static change => change.Summary);
    }

    [Fact]
    public async Task A_command_that_fails_by_itself_leaves_nothing_and_takes_nobody_with_it()
    {
        using var holding = new HoldingCommand();
        Task<CommitStatus> held = Store.CommitAsync(holding).AsTask();
        holding.WaitUntilHolding();
        var faulty = new ActionCommand(static _ => throw new NotSupportedException("a defect"));
        Task<CommitStatus> before = Store.CommitAsync(Calls.Of(Wanted.Trigger("before"))).AsTask();
        Task<CommitStatus> fault = Store.CommitAsync(faulty).AsTask();
        Task<CommitStatus> after = Store.CommitAsync(Calls.Of(Wanted.Trigger("after"))).AsTask();
        holding.Release();

        Assert.Equal([CommitStatus.Committed, CommitStatus.Committed, CommitStatus.Committed], [await held, await before, await after]);
        await Assert.ThrowsAsync<NotSupportedException>(() => fault);
        Assert.Equal(["after", "before"], All.Select(static incident => incident.IncidentKey));
        Assert.True(Store.IsHealthy);
    }

    [Fact]
    public async Task Many_at_once_leave_one_active_incident_of_a_key()
    {
        ProcessCallCommand[] commands =
        [
            .. Enumerable.Range(0, 200).Select(static i => Calls.Of(i % 3 == 2 ? Wanted.Resolve("INC-1") : Wanted.Trigger("INC-1"))),
        ];
        CommitStatus[] statuses = await Task.WhenAll(commands.Select(command => Store.CommitAsync(command).AsTask()));

        Assert.All(statuses, static status => Assert.Equal(CommitStatus.Committed, status));
        Assert.Equal(commands.Count(static done => done.Call.Outcome.Created), All.Count);
        Assert.Equal(commands.Count(static done => done.Call.Outcome.Resolved), All.Count(static incident => incident.State == IncidentState.Resolved));
        Assert.InRange(All.Count(static incident => incident.State != IncidentState.Resolved), 0, 1);
        Assert.Equal(134, All.Sum(static incident => incident.Occurrences));
    }

    [Fact]
    public async Task A_delivery_that_repeats_gets_its_first_verdict_and_another_body_is_another_delivery()
    {
        await CallAsync("msg_1", "body", Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2"));
        TimeOrderedId first = command.Call.Id;
        ActionResult[] results = command.Call.Results.ToArray();

        CallOutcome again = await CallAsync("msg_1", "body", Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2"));
        Assert.Equal((true, CallWarnings.None, first), (again.Created, again.Warnings, command.Call.Id));
        Assert.Equal(results, command.Call.Results.ToArray());

        CallOutcome other = await CallAsync("msg_1", "another body", Wanted.Trigger("INC-3"));
        Assert.Equal((true, CallWarnings.DeliveryIdReused), (other.Created, other.Warnings));
        Assert.Equal(3, All.Count);
    }

    [Fact]
    public async Task The_outbox_has_each_transition_in_order_with_the_incident_as_it_was()
    {
        await CallAsync(Wanted.Trigger("INC-1") with { Urgency = Urgency.Low, Title = "First" });
        await ActAsync(All[0].Id, TransitionKind.Acknowledged);
        await CallAsync(Wanted.Trigger("INC-1") with { Urgency = Urgency.High, Title = "Second" });
        await CallAsync(Wanted.Resolve("INC-1"));

        IReadOnlyList<OutboxEvent> events = ReadOutbox(0, 100);
        Assert.Equal(
            [
                (1, TransitionKind.Triggered, IncidentState.Triggered, Urgency.Low, "First", 1L),
                (2, TransitionKind.Acknowledged, IncidentState.Acknowledged, Urgency.Low, "First", 1L),
                (3, TransitionKind.Updated, IncidentState.Triggered, Urgency.High, "Second", 2L),
                (4, TransitionKind.Triggered, IncidentState.Triggered, Urgency.High, "Second", 2L),
                (5, TransitionKind.Resolved, IncidentState.Resolved, Urgency.High, "Second", 2L),
            ],
            events.Select(static told => (told.Number, told.Kind, told.Incident.State, told.Incident.Urgency, told.Incident.Title, told.Incident.Occurrences)));
        Assert.Equal(events.Select(static told => told.Sequence).Order().Distinct(), events.Select(static told => told.Sequence));
        Assert.Equal(events.Skip(2).Take(2), ReadOutbox(events[1].Sequence, 2));
        Assert.Equal((TransitionOrigin.Person, "laptop", "mine"), (events[1].Origin, events[1].Cause, events[1].Comment));

        Assert.Equal(CommitStatus.Committed, await Store.RemoveOutboxAsync(events[3].Sequence));
        Assert.Equal([events[4]], ReadOutbox(0, 100));
        Store.HasOutbox = false;
        await CallAsync(Wanted.Trigger("INC-2"));
        Assert.Equal([events[4]], ReadOutbox(0, 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_batches_leave_what_the_rules_leave(int seed)
    {
        var history = new RandomHistory(seed, Clock, Options.DuplicateWindow);
        for (int i = 0; i < 60; i++)
        {
            await history.GoOnAsync(Store);
        }

        history.Compare(Store);
    }

    [Fact]
    public async Task What_was_resolved_long_ago_is_removed_and_what_is_open_stays()
    {
        await CallAsync(Wanted.Trigger("over"), Wanted.Trigger("open"));
        await CallAsync(Wanted.Resolve("over"));
        TimeOrderedId over = All[1].Id;
        Assert.Equal(CommitStatus.Committed, await Store.RemoveOutboxAsync(long.MaxValue));
        Clock.Now += Options.Retention - TimeSpan.FromMinutes(1);
        await PassTurnsAsync();
        Assert.NotNull(Store.Find(over));

        Clock.Now += TimeSpan.FromMinutes(2);
        await PassTurnsAsync();
        Assert.Null(Store.Find(over));
        Assert.Equal(["open"], All.Select(static incident => incident.IncidentKey));
    }

    [Fact]
    public async Task What_is_still_to_be_delivered_keeps_its_incident()
    {
        await CallAsync(Wanted.Trigger("over"));
        await CallAsync(Wanted.Resolve("over"));
        Clock.Now += Options.Retention + TimeSpan.FromDays(1);
        await PassTurnsAsync();
        Assert.Single(All);
        Assert.Equal(2, ReadOutbox(0, 100).Count);

        Assert.Equal(CommitStatus.Committed, await Store.RemoveOutboxAsync(long.MaxValue));
        Clock.Now += TimeSpan.FromMinutes(2);
        await PassTurnsAsync();
        Assert.Empty(All);
    }

    /// <summary>The writer runs what is due after each commit, so after the second one it is done.</summary>
    private protected async Task PassTurnsAsync()
    {
        await CallAsync();
        await CallAsync();
    }

    private protected IReadOnlyList<OutboxEvent> ReadOutbox(long cursor, int max)
    {
        using IOutboxReader outbox = Store.OpenOutbox();
        return outbox.ReadAfter(cursor, max);
    }

    private protected Task<CallOutcome> CallAsync(params Wanted[] actions) => CallAsync(null, Calls.Body, actions);

    private protected async Task<CallOutcome> CallAsync(string? delivery, string body, params Wanted[] actions)
    {
        Assert.Equal(CommitStatus.Committed, await TryCallAsync(delivery, body, actions));
        return command.Call.Outcome;
    }

    private protected ValueTask<CommitStatus> TryCallAsync(string? delivery, string body, params Wanted[] actions)
    {
        command.Call.Fill(Store.Ids.Next(), Clock.UnixMilliseconds, body, "tool", actions);
        command.Call.TokenId = new TimeOrderedId(0x70, 1);
        command.Call.DeliveryId = delivery is null ? default : command.Call.Text.Append(Encoding.UTF8.GetBytes(delivery));
        return Store.CommitAsync(command);
    }

    protected IReadOnlyList<IncidentSummary> All => Store.List(new IncidentQuery { Limit = int.MaxValue }).Incidents;

    private string?[] Keys(IncidentQuery query) => [.. Store.List(query).Incidents.Select(static incident => incident.IncidentKey)];

    private async Task ActAsync(TimeOrderedId id, TransitionKind kind)
    {
        var action = new IncidentActionCommand(id, string.Empty, new Transition(kind, Clock.UnixMilliseconds, "laptop", Store.Ids.Next(), "mine"));
        Assert.Equal(CommitStatus.Committed, await Store.CommitAsync(action));
        Assert.Equal(ActionOutcome.Changed, action.Outcome);
    }

    /// <summary>Whether the store was healthy after each change.</summary>
    private protected bool[] HealthChanges
    {
        get
        {
            lock (healthChanges)
            {
                return [.. healthChanges.Select(static change => change.IsHealthy)];
            }
        }
    }

    private protected void NoteHealth(StoreHealthChange change)
    {
        lock (healthChanges)
        {
            healthChanges.Add(change);
        }
    }
}
