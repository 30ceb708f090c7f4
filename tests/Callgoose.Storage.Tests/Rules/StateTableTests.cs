using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>The tables in the README of Callgoose.Incidents match the rules: every event in every state, run against a store.</summary>
public class StateTableTests
{
    private const string Key = "1";
    private const long Ended = 1_762_765_000_000;
    private const long Day = 24 * 60 * 60 * 1000;
    private const long Week = 7 * Day;

    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private static readonly string[] Columns = ["event", "none", "triggered", "acknowledged", "resolved", "suppressed"];

    private static readonly Dictionary<string, Func<StoreScenario, Task<string>>> WithKey = new()
    {
        ["trigger"] = static s => CallAsync(s, Later, "another", Timed(Wanted.Trigger(Key)) with { Began = Ended + 1_000_000 }),
        ["trigger without a time"] = static s => CallAsync(s, TimeSpan.Zero, "first", Timed(Wanted.Trigger(Key))),
        ["trigger that began before the newest resolve of its key"] = static s => CallAsync(s, Later, "another", Timed(Wanted.Trigger(Key)) with { Began = Ended - 1 }),
        ["the same trigger once more"] = static s => CallAsync(s, TimeSpan.Zero, "first", Timed(Wanted.Trigger(Key)) with { Began = Ended + 1 }),
        ["trigger of a higher urgency"] = static s => CallAsync(s, Later, "another", Wanted.Trigger(Key) with { Urgency = Urgency.P1 }),
        ["trigger with a further member of its group"] = static s => CallAsync(s, Later, "another", Wanted.Trigger(Key) with { Members = ["db-1", "db-2"] }),
        ["trigger during a maintenance"] = static s => CallAsync(s, Later, "another", Wanted.Trigger(Key) with { SuppressedUntil = s.Clock.UnixMilliseconds + Week }),
        ["resolve"] = static s => CallAsync(s, Later, "end", Timed(Wanted.Resolve(Key))),
        ["resolve that is older than the newest trigger"] = static s => CallAsync(s, Later, "end", Timed(Wanted.Resolve(Key)) with { Ended = Ended }),
        ["resolve that is no recovery"] = static s => CallAsync(s, Later, "end", Wanted.Resolve(Key) with { Withheld = "the series is missing" }),
        ["resolve within the duplicate window of the last one"] = static s => CallAsync(s, TimeSpan.Zero, "end", Timed(Wanted.Resolve(Key))),
        ["resolve and trigger in one call"] = static s => CallAsync(s, Later, "both", Timed(new Wanted(Key, Key))),
        ["acknowledgement"] = static s => CallAsync(s, Later, "taken", new Wanted { AcknowledgeKey = Key }),
        ["acknowledgement that is older than the newest trigger"] = static s => CallAsync(s, Later, "taken", new Wanted { AcknowledgeKey = Key, Given = Ended }),
        ["delivery that was here before"] = static s => CallAsync(s, Later, Calls.Body, Wanted.Trigger(Key), "msg_1"),
        ["its time to end passes"] = static s => PassAsync(s, 2 * Week),
        ["the maintenance ends"] = static s => PassAsync(s, Day),
        ["acknowledge by hand"] = static s => ActAsync(s, Key, TransitionKind.Acknowledged),
        ["unacknowledge by hand"] = static s => ActAsync(s, Key, TransitionKind.Unacknowledged),
        ["resolve by hand"] = static s => ActAsync(s, Key, TransitionKind.Resolved),
    };

    private static readonly Dictionary<string, Func<StoreScenario, Task<string>>> WithoutKey = new()
    {
        ["the same body within the duplicate window"] = static s => CallAsync(s, TimeSpan.Zero, "first", Wanted.Trigger(string.Empty)),
        ["the same body after the duplicate window"] = static s => CallAsync(s, Later, "first", Wanted.Trigger(string.Empty)),
        ["another body"] = static s => CallAsync(s, TimeSpan.Zero, "another", Wanted.Trigger(string.Empty)),
        ["resolve without a key"] = static s => CallAsync(s, TimeSpan.Zero, "end", Wanted.Resolve(string.Empty)),
    };

    public static TheoryData<string, string, string> Cells => [.. CellsOf("Incidents with a key"), .. CellsOf("Incidents without a key")];

    [Fact]
    public void The_tables_have_every_event_and_every_state_once()
    {
        Assert.Equal(WithKey.Keys, RowsOf("Incidents with a key").Skip(1).Select(static row => row[0]));
        Assert.Equal(WithoutKey.Keys, RowsOf("Incidents without a key").Skip(1).Select(static row => row[0]));
        Assert.Equal(Columns, RowsOf("Incidents with a key")[0]);
        Assert.Equal(Columns, RowsOf("Incidents without a key")[0]);
        Assert.Equal(Enum.GetValues<IncidentState>().Select(static state => state.ToText()), Columns[2..]);
        Assert.Equal(3, WithKey.Keys.Count(static name => name.EndsWith(" by hand", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_says_what_happens(string happening, string state, string cell)
    {
        bool hasKey = WithKey.TryGetValue(happening, out Func<StoreScenario, Task<string>>? happen);
        string key = hasKey ? Key : string.Empty;
        await using var scenario = new StoreScenario();
        scenario.DeliveryId = "msg_1";
        await scenario.CallAsync(Wanted.Trigger("another key"));
        await PutIntoAsync(scenario, key, state);
        Assert.Equal(state, StateOf(scenario, key));

        string outcome = await (happen ?? WithoutKey[happening])(scenario);

        Assert.Equal(cell, $"{outcome} → {StateOf(scenario, key)}");
        Assert.InRange(scenario.All.Count(incident => incident.IncidentKey == Key && incident.ResolvedAt is null), 0, 1);
    }

    /// <summary>Puts the newest incident of a key into a state; the key had a resolve before.</summary>
    private static async Task PutIntoAsync(StoreScenario scenario, string key, string state)
    {
        scenario.DeliveryId = null;
        if (key.Length > 0)
        {
            await scenario.CallAsync(Timed(Wanted.Resolve(key)) with { Ended = Ended });
        }

        if (state == "none")
        {
            return;
        }

        long now = scenario.Clock.UnixMilliseconds;
        scenario.Body = "first";
        await scenario.CallAsync(Timed(Wanted.Trigger(key)) with
        {
            Began = Ended + 1,
            Members = ["db-1"],
            EndsAt = now + Week + Day,
            SuppressedUntil = state == "suppressed" ? now + Day : 0,
        });
        switch (state)
        {
            case "acknowledged":
                await ActAsync(scenario, key, TransitionKind.Acknowledged);
                break;

            case "resolved" when key.Length > 0:
                await scenario.CallAsync(Timed(Wanted.Resolve(key)) with { Ended = Ended + 10 });
                break;

            case "resolved":
                await ActAsync(scenario, key, TransitionKind.Resolved);
                break;
        }
    }

    private static async Task<string> CallAsync(StoreScenario scenario, TimeSpan later, string body, Wanted wanted, string? delivery = null)
    {
        TimeOrderedId before = scenario.CallId;
        scenario.Clock.Now += later;
        scenario.Body = body;
        scenario.DeliveryId = delivery;
        CallOutcome outcome = await scenario.CallAsync(wanted);
        if (delivery is not null)
        {
            return scenario.CallId < before ? "first verdict" : "another verdict";
        }

        string also = outcome.Resolved ? "resolved, " : outcome.ResolveDuplicate ? "repeated, " : string.Empty;
        return scenario.Result switch
        {
            ActionResultKind.Created => also + "created",
            ActionResultKind.Repeated => "seen again",
            ActionResultKind.Late => "late",
            ActionResultKind.Resolved => "resolved",
            ActionResultKind.AlreadyResolved => "repeated",
            ActionResultKind.Acknowledged when outcome.Acknowledged => "acknowledged",
            ActionResultKind.Suppressed => "held",
            ActionResultKind.Withheld => "withheld",
            _ => "nothing",
        };
    }

    /// <summary>Lets time pass and runs what is due: the writer does so after each commit.</summary>
    private static async Task<string> PassAsync(StoreScenario scenario, long milliseconds)
    {
        IncidentSummary? before = Newest(scenario, Key);
        scenario.Clock.Now += TimeSpan.FromMilliseconds(milliseconds);
        scenario.DeliveryId = null;
        await scenario.TryCallAsync();
        await scenario.TryCallAsync();
        return before is null || Newest(scenario, Key) == before
            ? "nothing"
            : scenario.Details(before.Id).Timeline[^1].Origin switch
            {
                TransitionOrigin.Expiry => "expired",
                TransitionOrigin.MaintenanceEnd => "opened",
                _ => "something else",
            };
    }

    private static async Task<string> ActAsync(StoreScenario scenario, string key, TransitionKind kind)
    {
        TimeOrderedId id = Newest(scenario, key)?.Id ?? scenario.Store.Ids.Next();
        var transition = new Transition(kind, scenario.Clock.UnixMilliseconds, "test", scenario.Store.Ids.Next());
        var command = new IncidentActionCommand(id, string.Empty, transition);
        Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(command));
        return command.Outcome == ActionOutcome.NotFound ? "not found" : command.Outcome.ToString().ToLowerInvariant();
    }

    private static Wanted Timed(Wanted wanted) => wanted with { IsTimed = true };

    private static string StateOf(StoreScenario scenario, string key) => Newest(scenario, key)?.State.ToText() ?? "none";

    private static IncidentSummary? Newest(StoreScenario scenario, string key) =>
        scenario.All.FirstOrDefault(incident => (incident.IncidentKey ?? string.Empty) == key);

    private static IEnumerable<TheoryDataRow<string, string, string>> CellsOf(string heading) => RowsOf(heading)
        .Skip(1)
        .SelectMany(static row => row.Skip(1).Select((cell, i) => new TheoryDataRow<string, string, string>(row[0], Columns[i + 1], cell)));

    /// <summary>The rows of the table below a heading, starting with the header row.</summary>
    private static List<string[]> RowsOf(string heading) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Pages", "incidents.md"))
            .SkipWhile(line => line != $"### {heading}")
            .SkipWhile(static line => !line.StartsWith('|'))
            .TakeWhile(static line => line.StartsWith('|'))
            .Where(static line => !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
}
