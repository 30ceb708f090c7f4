namespace Callgoose.Incidents.Tests;

/// <summary>Acknowledgements of tools (Catalog/README.md 1).</summary>
public class AcknowledgeRulesTests
{
    private const long Ten = 1_762_765_200_000;

    private readonly Scenario scenario = new();

    [Fact]
    public void It_acknowledges_what_is_open_once()
    {
        scenario.Call(Wanted.Trigger("1"));

        Assert.True(scenario.Call(Wanted.Acknowledge("1")).Acknowledged);
        Assert.Equal((IncidentState.Acknowledged, "taken"), (scenario.Incident.State, scenario.Incident.Timeline[^1].Cause));
        Assert.False(scenario.Call(Wanted.Acknowledge("1")).Acknowledged);
        Assert.Equal([ActionResultKind.Acknowledged], scenario.Results());
        Assert.Equal(2, scenario.Incident.Timeline.Count);
    }

    [Fact]
    public void Where_nothing_is_open_it_does_nothing()
    {
        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Acknowledge("1")));
        scenario.Call(Wanted.Trigger("1"));
        scenario.Call(Wanted.Resolve("1"));
        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Acknowledge("1")));
        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Acknowledge("")));
    }

    [Fact]
    public void One_that_was_given_before_the_newest_report_is_late()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten });

        Assert.False(scenario.Call(Wanted.Acknowledge("1") with { Given = Ten - 1 }).Acknowledged);
        Assert.Equal([ActionResultKind.Late], scenario.Results());
        Assert.True(scenario.Call(Wanted.Acknowledge("1") with { Given = Ten }).Acknowledged);
    }

    [Fact]
    public void With_a_trigger_in_one_call_it_holds_for_what_the_trigger_reports()
    {
        CallOutcome outcome = scenario.Call(Wanted.Trigger("1") with { AcknowledgeKey = "1" });

        Assert.Equal((true, true), (outcome.Created, outcome.Acknowledged));
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);
        Assert.Equal([ActionResultKind.Created], scenario.Results());
        Assert.Equal([1], scenario.Touched());
    }
}
