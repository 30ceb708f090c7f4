using Callgoose.Storage.Memory;

namespace Callgoose.Incidents.Tests;

/// <summary>A transaction that is rolled back is applied again: its results must not be counted twice.</summary>
public class ApplyAgainTests
{
    [Fact]
    public void Applying_a_call_again_to_an_undone_store_gives_the_outcome_of_one_time()
    {
        var call = new IncomingCall { Id = new TimeOrderedId(1, 2), ReceivedAt = 1000 };
        ref ServiceAction action = ref call.AddAction(new ServiceScope("", "web"));
        action.TriggerFilter = "incident";
        action.Urgency = Urgency.High;
        action.TriggerKey = call.Text.Append("INC-1"u8);
        action.ResolveFilter = "recovery";
        action.ResolveKey = action.TriggerKey;
        var rules = new CallRules(new TimeOrderedIds(new SettableClock()), CallRules.DefaultDuplicateWindow);
        var before = new MemoryStore();
        rules.Apply(call, before);
        rules.Apply(call, before);
        Assert.Equal(2, call.Incidents.Length);

        rules.Apply(call, new MemoryStore());

        Assert.Equal(Outcomes.Created, call.Outcome);
        Assert.Equal(1, call.Incidents.Length);
    }

    [Fact]
    public void The_default_duplicate_window_is_five_minutes() =>
        Assert.Equal(TimeSpan.FromMinutes(5), CallRules.DefaultDuplicateWindow);
}
