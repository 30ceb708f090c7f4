using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

/// <summary>A decision allocates nothing once every buffer has its size (benchmarks/README.md P5).</summary>
public class ZeroAllocationTests
{
    private readonly ServiceScope scope = new("production", "web");
    private readonly IncomingCall call = new();
    private readonly OneIncidentStore store = new();
    private readonly CallRules rules = new(new TimeOrderedIds(TimeProvider.System), CallRules.DefaultDuplicateWindow);

    [Fact]
    public void Triggers_duplicates_resolves_and_repeats_are_decided_without_allocating()
    {
        int unexpected = 0;

        long allocated = Allocations.OfSteadyState(() =>
        {
            unexpected += Apply("INC-1"u8, default).Created ? 0 : 1;
            unexpected += Apply("INC-1"u8, default).TriggerDuplicate ? 0 : 1;
            unexpected += Apply("INC-1"u8, "INC-1"u8) is { Created: true, Resolved: true } ? 0 : 1;
            unexpected += Apply(default, "INC-1"u8).Resolved ? 0 : 1;
            unexpected += Apply(default, "INC-1"u8).ResolveDuplicate ? 0 : 1;
        });

        Assert.Equal(0, allocated);
        Assert.Equal(0, unexpected);
        Assert.Equal(2 * store.Updated, 3 * store.Inserted);
        Assert.Equal(store.Transitions, 2 * store.Inserted);
    }

    private CallOutcome Apply(ReadOnlySpan<byte> triggerKey, ReadOnlySpan<byte> resolveKey)
    {
        call.Reset();
        call.ReceivedAt = 1000;
        call.Body.Append("{}"u8);
        call.Source = call.Text.Append("betterstack"u8);
        TextRange title = IncidentTitle.Append(call.Text, call.Source, "Server Down"u8);
        ref ServiceAction action = ref call.AddAction(scope);
        action.TriggerFilter = triggerKey.IsEmpty ? null : "incident";
        action.TriggerKey = call.Text.Append(triggerKey);
        action.Title = title;
        action.ResolveFilter = resolveKey.IsEmpty ? null : "recovery";
        action.ResolveKey = call.Text.Append(resolveKey);
        rules.Apply(call, store);
        return call.Outcome;
    }
}
