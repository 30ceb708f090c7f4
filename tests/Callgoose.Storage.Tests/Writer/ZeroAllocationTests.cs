using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>A commit allocates nothing on any thread, once every buffer has its size (benchmarks/README.md P5).</summary>
[Collection(AloneCollection.Name)]
public sealed class ZeroAllocationTests
{
    private const int Senders = 16;
    private const int CallsEach = 200;
    private const int Rounds = 5;

    private readonly ServiceScope scope = new("production", "web");
    private bool refused;

    [Fact]
    public async Task Triggers_duplicates_resolves_and_keyless_triggers_are_committed_without_allocating()
    {
        await using var scenario = new StoreScenario();
        ProcessCallCommand[] commands = [.. Enumerable.Range(0, Senders).Select(static _ => new ProcessCallCommand())];

        double least = double.MaxValue;
        for (int round = 0; round <= Rounds; round++)
        {
            double allocated = await MeasureAsync(scenario.Store, commands);
            least = round == 0 ? least : Math.Min(least, allocated);
        }

        // Less than a byte per call counts as none: the rest are the few objects of the measurement itself.
        Assert.InRange(least, 0, 0.999);
        Assert.False(refused);
    }

    private async Task<double> MeasureAsync(IncidentStore store, ProcessCallCommand[] commands)
    {
        using var start = new SemaphoreSlim(0);
        Task[] senders = [.. commands.Select((command, number) => SendAsync(store, command, number, start))];

        // The state machines of the senders already exist, from their first wait.
        long before = GC.GetTotalAllocatedBytes(precise: true);
        start.Release(senders.Length);
        await Task.WhenAll(senders);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Senders * CallsEach);
    }

    private async Task SendAsync(IncidentStore store, ProcessCallCommand command, int number, SemaphoreSlim start)
    {
        await start.WaitAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < CallsEach; i++)
        {
            Fill(command.Call, store.Ids.Next(), (byte)('A' + number), i);
            refused |= await store.CommitAsync(command) != CommitStatus.Committed;
        }
    }

    /// <summary>Triggers an incident, repeats it, resolves it, then triggers one without a key.</summary>
    private void Fill(IncomingCall call, TimeOrderedId id, byte key, int step)
    {
        call.Reset();
        call.Id = id;
        call.ReceivedAt = 1_762_766_000_000 + step;
        call.Body.Append("""{"status":"Started"}"""u8);
        call.Source = call.Text.Append("betterstack"u8);
        TextRange keyText = call.Text.Append([key]);
        TextRange digest = call.Text.Append("0123456789abcdef0123456789abcdef"u8);
        TextRange title = IncidentTitle.Append(call.Text, call.Source, "Server Down"u8);
        ref ServiceAction action = ref call.AddAction(scope);
        action.Title = title;
        action.Urgency = Urgency.High;
        switch (step % 4)
        {
            case 2:
                action.ResolveFilter = "recovery";
                action.ResolveKey = keyText;
                break;
            case 3:
                action.TriggerFilter = "incident";
                action.BodyDigest = digest;
                break;
            default:
                action.TriggerFilter = "incident";
                action.TriggerKey = keyText;
                break;
        }
    }
}
