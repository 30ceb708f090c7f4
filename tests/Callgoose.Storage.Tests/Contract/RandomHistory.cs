using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Random events for incidents, in batches: calls with few keys, calls without keys, repeated deliveries, actions of people, and messages that are
/// given up. The same commands also run one by one on a model, the rules over a store in memory.
/// </summary>
internal sealed class RandomHistory
{
    private static readonly TimeOrderedId Token = new(0x70, 1);
    private static readonly IncidentChanges NoChanges = new(null, null, null, null, null, null, null);

    private readonly Random random;
    private readonly SettableClock clock;
    private readonly CallRules rules;
    private readonly MemoryStore model = new() { HasOutbox = true };

    public RandomHistory(int seed, SettableClock clock, TimeSpan duplicateWindow)
    {
        random = new Random(seed);
        this.clock = clock;
        rules = new CallRules(new TimeOrderedIds(clock), duplicateWindow);
    }

    /// <summary>Sends one more batch to each store. A store that refuses it gets the whole batch again once it is healthy.</summary>
    public async Task GoOnAsync(params IncidentStore[] stores)
    {
        clock.Now += TimeSpan.FromSeconds(random.Next(90));
        Func<TimeOrderedId[], StoreCommand>[] happening = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Draw())];
        TimeOrderedId[] known = [.. model.Incidents.Select(static incident => incident.Id)];
        StoreCommand[] expected = [.. happening.Select(make => make(known))];
        foreach (StoreCommand command in expected)
        {
            await model.CommitAsync(new CommandBatch(rules, command));
        }

        foreach (IncidentStore store in stores)
        {
            TimeOrderedId[] there = [.. All(store).Reverse().Select(static incident => incident.Id)];
            StoreCommand[] commands = [.. happening.Select(make => make(there))];
            await CommitTogetherAsync(store, commands);
            Assert.Equal(expected.Select(Outcome), commands.Select(Outcome));
        }
    }

    /// <summary>Checks that a store equals the model: incidents, timelines and outbox.</summary>
    public void Compare(IncidentStore store)
    {
        IReadOnlyList<IncidentSummary> expected = model.List(new IncidentQuery { Limit = int.MaxValue }).Incidents;
        IReadOnlyList<IncidentSummary> found = All(store);
        Assert.Equal(expected.Select(static incident => incident with { Id = default }), found.Select(static incident => incident with { Id = default }));
        Assert.Equal(expected.SelectMany(incident => Lines(model.Find(incident.Id)!)), found.SelectMany(incident => Lines(store.Find(incident.Id)!)));
        using IOutboxReader outbox = store.OpenOutbox();
        using IOutboxReader expectedOutbox = model.OpenOutbox();
        Assert.Equal(expectedOutbox.ReadAfter(0, int.MaxValue).Select(Content), outbox.ReadAfter(0, int.MaxValue).Select(Content));
    }

    private static async Task CommitTogetherAsync(IncidentStore store, StoreCommand[] commands)
    {
        CommitStatus[] statuses;
        do
        {
            while (!store.IsHealthy)
            {
                await Task.Yield();
            }

            using var holding = new HoldingCommand();
            Task<CommitStatus> held = store.CommitAsync(holding).AsTask();
            holding.WaitUntilHolding();
            Task<CommitStatus>[] sent = [.. commands.Select(command => store.CommitAsync(command).AsTask())];
            holding.Release();
            await held;
            statuses = await Task.WhenAll(sent);
            Assert.Single(statuses.Distinct());
        }
        while (statuses[0] == CommitStatus.Unavailable);

        Assert.Equal(CommitStatus.Committed, statuses[0]);
    }

    private static object Outcome(StoreCommand command) => command switch
    {
        ProcessCallCommand call => (call.Call.Outcome, string.Join(' ', call.Call.Results.ToArray().Select(static result => result.Kind))),
        IncidentActionCommand action => action.Outcome,
        _ => string.Empty,
    };

    private static IReadOnlyList<IncidentSummary> All(IncidentStore store) => store.List(new IncidentQuery { Limit = int.MaxValue }).Incidents;

    private static IEnumerable<Transition> Lines(IncidentDetails details) => details.Timeline
        .Select(static line => line with { CallId = default, Changes = line.Changes == NoChanges ? null : line.Changes });

    private static OutboxEvent Content(OutboxEvent told) =>
        told with { Sequence = 0, IncidentId = default, Incident = told.Incident with { Id = default, ExpiresAt = null, HeldUntil = null } };

    private Func<TimeOrderedId[], StoreCommand> Draw()
    {
        int which = random.Next(1000);
        TransitionKind kind = random.Next(3) switch { 0 => TransitionKind.Acknowledged, 1 => TransitionKind.Unacknowledged, _ => TransitionKind.Resolved };
        long now = clock.UnixMilliseconds;
        if (random.Next(6) == 0)
        {
            bool isAction = random.Next(3) > 0;
            return known => isAction
                ? new IncidentActionCommand(Pick(known), string.Empty, new Transition(kind, now, "laptop", default, "mine"))
                : new DeliveryFailedCommand(Pick(known), string.Empty, "chat", "gone", now);
        }

        Wanted[] actions = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => DrawAction())];
        string body = $"body {random.Next(5)}";
        string? delivery = random.Next(4) == 0 ? $"msg_{random.Next(6)}" : null;
        return _ =>
        {
            var command = new ProcessCallCommand();
            command.Call.Fill(default, now, body, "tool", actions);
            command.Call.TokenId = Token;
            command.Call.DeliveryId = delivery is null ? default : command.Call.Text.Append(System.Text.Encoding.UTF8.GetBytes(delivery));
            return command;
        };

        // An incident from before the batch, or none.
        TimeOrderedId Pick(TimeOrderedId[] known) => known.Length == 0 ? default : known[which % known.Length];
    }

    private Wanted DrawAction()
    {
        string key = $"{random.Next(4)}";
        var wanted = new Wanted
        {
            KeySpace = random.Next(2) == 0 ? "A" : "B",
            IsTimed = random.Next(2) == 0,
            Began = 1_762_765_000_000 + (random.Next(60) * 60_000),
            Ended = 1_762_765_000_000 + (random.Next(60) * 60_000),
            Urgency = (Urgency)random.Next(1, 8),
            Title = $"title {random.Next(3)}",
            Members = random.Next(3) == 0 ? [$"db-{random.Next(4)}"] : [],
            Withheld = random.Next(8) == 0 ? "no data" : null,
        };
        return random.Next(6) switch
        {
            0 or 1 => wanted with { TriggerKey = key },
            2 => wanted with { TriggerKey = string.Empty },
            3 => wanted with { ResolveKey = key },
            4 => wanted with { AcknowledgeKey = key },
            _ => wanted with { TriggerKey = key, ResolveKey = key },
        };
    }
}
