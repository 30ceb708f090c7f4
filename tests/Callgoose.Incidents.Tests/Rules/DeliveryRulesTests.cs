namespace Callgoose.Incidents.Tests;

/// <summary>A repeated delivery gets its first verdict again and changes nothing (Incidents/README.md rule 6).</summary>
public class DeliveryRulesTests
{
    private readonly Scenario scenario = new() { DeliveryId = "msg_1" };

    [Fact]
    public void The_first_verdict_is_given_again()
    {
        CallOutcome first = scenario.Call(Wanted.Trigger("1"));
        TimeOrderedId firstCall = scenario.CallId;
        scenario.DeliveryId = null;
        scenario.Call(Wanted.Resolve("1"));
        scenario.DeliveryId = "msg_1";

        CallOutcome second = scenario.Call(Wanted.Trigger("1"));

        Assert.Equal(first, second);
        Assert.Equal(firstCall, scenario.CallId);
        Assert.Equal([1], scenario.Touched());
        Assert.Equal((IncidentState.Resolved, 1), (scenario.Incident.State, scenario.Incident.Occurrences));
    }

    [Fact]
    public void Whatever_the_repeated_delivery_says_now()
    {
        scenario.Call(Wanted.Trigger("1"));

        Assert.True(scenario.Call().Created);
        Assert.True(scenario.AnyFilterPassed);
    }

    [Fact]
    public void A_delivery_that_came_to_nothing_comes_to_nothing_again()
    {
        scenario.Call();

        Assert.False(scenario.Call(Wanted.Trigger("1")).Created);
        Assert.False(scenario.AnyFilterPassed);
        Assert.Empty(scenario.Store.Incidents);
    }

    [Fact]
    public void Another_token_has_deliveries_of_its_own()
    {
        scenario.Call(Wanted.Trigger("1"));
        scenario.TokenId = new TimeOrderedId(0x70, 2);

        Assert.False(scenario.Call(Wanted.Trigger("1")).Created);
        Assert.Equal(2, scenario.Incident.Occurrences);
    }

    [Fact]
    public void A_call_whose_transaction_was_undone_has_its_own_id_again()
    {
        var call = new IncomingCall { Id = new TimeOrderedId(1, 2), Reason = NoEffectReason.UnknownSource };

        call.Replay(new TimeOrderedId(3, 4), new CallOutcome { Created = true }, anyFilterPassed: true, NoEffectReason.InMaintenance);
        Assert.Equal((new TimeOrderedId(3, 4), true), (call.Id, call.Outcome.Created));
        call.ResetOutcome();

        Assert.Equal((new TimeOrderedId(1, 2), NoEffectReason.UnknownSource, false), (call.Id, call.Reason, call.AnyFilterPassed));
    }
}
