using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>However many clients send at once, the result equals that of some serial order (tests/README.md R3).</summary>
public sealed class SerialOrderTests
{
    private const int Senders = 64;
    private const int CallsEach = 400;

    [Fact]
    public async Task Never_are_two_incidents_active_for_one_key()
    {
        await using var scenario = new StoreScenario();
        var totals = new Totals();
        var senders = Enumerable.Range(0, Senders).Select(seed => new Thread(() => Send(scenario.Store, seed, totals)) { IsBackground = true }).ToList();
        senders.ForEach(static sender => sender.Start());
        senders.ForEach(static sender => sender.Join());

        Assert.Equal(Senders * CallsEach, totals.Committed);
        IReadOnlyList<IncidentSummary> incidents = scenario.All;
        Assert.Equal(totals.Created, incidents.Count);
        Assert.Equal(totals.Triggers, incidents.Sum(static incident => incident.Occurrences));
        Assert.Equal(totals.Resolved, incidents.Count(static incident => incident.State == IncidentState.Resolved));
        Assert.InRange(incidents.Count(static incident => incident.State != IncidentState.Resolved), 0, 1);

        // The lines of the timelines alternate: no trigger created an incident next to an active one.
        using var database = new RawDatabase(scenario.Folder.Incidents);
        long[] kinds = database.ReadNumbers("SELECT kind AS n FROM timeline ORDER BY incident, number");
        Assert.Equal(totals.Created + totals.Resolved, kinds.Length);
        Assert.All(kinds.Index(), static line => Assert.Equal(line.Index % 2 == 0 ? 1 : 4, line.Item));
        Assert.Equal(["ok"], database.Read("PRAGMA integrity_check"));
    }

    private static void Send(IncidentStore store, int seed, Totals totals)
    {
        var random = new Random(seed);
        var command = new ProcessCallCommand();
        for (int i = 0; i < CallsEach; i++)
        {
            bool triggers = random.Next(2) == 0;
            Wanted wanted = triggers ? Wanted.Trigger("INC-1") : Wanted.Resolve("INC-1");
            command.Call.Fill(store.Ids.Next(), 1_762_766_000_000, Calls.Body, "betterstack", wanted);
            CommitStatus status = store.CommitAsync(command).AsTask().GetAwaiter().GetResult();
            totals.Add(status, triggers, command.Call.Outcome);
        }
    }

    private sealed class Totals
    {
        private readonly Lock gate = new();

        public int Committed { get; private set; }

        public int Triggers { get; private set; }

        public int Created { get; private set; }

        public int Resolved { get; private set; }

        public void Add(CommitStatus status, bool triggers, CallOutcome outcome)
        {
            lock (gate)
            {
                Committed += status == CommitStatus.Committed ? 1 : 0;
                Triggers += triggers ? 1 : 0;
                Created += outcome.Created ? 1 : 0;
                Resolved += outcome.Resolved ? 1 : 0;
            }
        }
    }
}
