using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

public class IncomingCallTests
{
    private static readonly ServiceScope Scope = new("production", "web");

    private readonly IncomingCall call = new();

    [Fact]
    public void Reset_leaves_nothing_of_the_call_before()
    {
        Fill(call, 20);

        call.Reset();

        Assert.Equal(default, call.Id);
        Assert.Equal(0, call.ReceivedAt);
        Assert.Equal(0, call.Body.Length);
        Assert.Equal(0, call.Text.Length);
        Assert.Equal(default, call.Source);
        Assert.True(call.Actions.IsEmpty);
        Assert.True(call.Incidents.IsEmpty);
        Assert.Equal(default, call.Outcome);
    }

    [Fact]
    public void An_action_added_after_reset_holds_nothing_but_its_scope()
    {
        Fill(call, 20);
        call.Reset();

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(new IncomingCall().AddAction(Scope), call.AddAction(Scope));
        }
    }

    [Fact]
    public void Actions_and_incidents_keep_their_order_however_many_there_are()
    {
        for (int i = 0; i < 100; i++)
        {
            call.AddAction(new ServiceScope("", $"service {i}"));
            call.AddIncident(new TimeOrderedId(0, (ulong)i));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"service {i}"), call.Actions.ToArray().Select(static a => a.Scope.Service));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => (ulong)i), call.Incidents.ToArray().Select(static id => id.Low));
    }

    [Fact]
    public void Forgetting_the_outcome_keeps_what_is_to_be_done()
    {
        Fill(call, 3);

        call.ResetOutcome();

        Assert.True(call.Incidents.IsEmpty);
        Assert.Equal(default, call.Outcome);
        Assert.Equal(3, call.Actions.Length);
        Assert.Equal("trigger", call.Actions[2].TriggerFilter);
        Assert.Equal("body"u8, call.Body.Written);
        Assert.Equal("source"u8, call.Text[call.Source]);
    }

    [Fact]
    public void One_call_after_the_other_allocates_nothing()
    {
        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            Fill(call, 5);
            call.Reset();
        }));
        Assert.True(call.Actions.IsEmpty);
    }

    private static void Fill(IncomingCall call, int actions)
    {
        call.Id = new TimeOrderedId(1, 2);
        call.ReceivedAt = 3;
        call.Body.Append("body"u8);
        call.Source = call.Text.Append("source"u8);
        call.Outcome = new CallOutcome { Created = true, TriggerDuplicate = true, Resolved = true, ResolveDuplicate = true };
        for (int i = 0; i < actions; i++)
        {
            TextRange text = call.Text.Append("text"u8);
            ref ServiceAction action = ref call.AddAction(Scope);
            action.TriggerFilter = "trigger";
            action.Urgency = Urgency.P1;
            action.TriggerKey = text;
            action.BodyDigest = text;
            action.Title = text;
            action.Description = text;
            action.ResolveFilter = "resolve";
            action.ResolveKey = text;
            call.AddIncident(new TimeOrderedId(4, 5));
        }
    }
}
