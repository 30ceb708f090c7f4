using Callgoose.Storage.Memory;

namespace Callgoose.Incidents.Tests;

/// <summary>Triggers with an incident key (Incidents/README.md rule 2).</summary>
public class TriggerRulesTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void A_trigger_creates_an_incident_from_everything_that_the_call_holds()
    {
        var wanted = new Wanted { Environment = "staging", TriggerKey = "INC-1", Urgency = Urgency.P2, Title = "Down", Description = "Why" };

        Assert.Equal(Outcomes.Created, scenario.Call(wanted));

        MemoryIncident incident = scenario.Incident;
        Assert.Equal(new ServiceScope("staging", "web"), incident.Scope);
        Assert.Equal("INC-1", incident.Key);
        Assert.Equal(Urgency.P2, incident.Urgency);
        Assert.Equal("betterstack", incident.Source);
        Assert.Equal("Down", incident.Title);
        Assert.Equal("Why", incident.Description);
        Assert.Equal(scenario.Now, incident.Row.TriggeredAt);
        Assert.Equal(IncidentState.Triggered, incident.State);
        Assert.Equal([1], scenario.Touched());
        Assert.Equal([new Transition(TransitionKind.Triggered, scenario.Now, "incident", scenario.CallId)], incident.Timeline);
    }

    [Fact]
    public void Without_a_description_field_the_body_as_received_is_the_description()
    {
        scenario.Body = "{ \"status\" : \"Started\" }\r\n";

        scenario.Call(Wanted.Trigger("INC-1") with { Description = "" });

        Assert.Equal("{ \"status\" : \"Started\" }\r\n", scenario.Incident.Description);
    }

    [Fact]
    public void A_trigger_for_an_active_incident_is_a_duplicate_that_is_counted_and_creates_nothing()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Wait(TimeSpan.FromMinutes(1));

        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));

        MemoryIncident incident = scenario.Incident;
        Assert.Equal([1], scenario.Touched());
        Assert.Equal(2, incident.Occurrences);
        Assert.Equal(scenario.Now, incident.Row.LastSeenAt);
        Assert.Equal(TransitionKind.Triggered, Assert.Single(incident.Timeline).Kind);
    }

    [Fact]
    public void An_active_incident_has_duplicates_however_old_it_is()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Wait(TimeSpan.FromDays(400));

        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));
        scenario.Wait(TimeSpan.FromDays(-800));
        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));
        Assert.Equal(3, scenario.Incident.Occurrences);
    }

    [Fact]
    public void An_acknowledged_incident_is_still_active()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Acknowledge();

        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);
    }

    [Fact]
    public void A_trigger_after_the_resolve_creates_a_new_incident_and_leaves_the_old_one()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Resolve("INC-1"));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("INC-1")));

        Assert.Equal([2], scenario.Touched());
        Assert.Equal([IncidentState.Resolved, IncidentState.Triggered], scenario.Store.Incidents.Select(static i => i.State));
        Assert.Equal(1, scenario.Store.Incidents[0].Occurrences);
    }

    [Theory]
    [InlineData("INC-10")]
    [InlineData("INC-")]
    [InlineData("inc-1")]
    [InlineData(" INC-1")]
    public void Keys_are_compared_whole(string other)
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger(other)));
        Assert.Equal(2, scenario.Store.Incidents.Count);
    }

    [Fact]
    public void The_same_key_in_another_service_or_environment_is_another_incident()
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("INC-1") with { Service = "db" }));
        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("INC-1") with { Environment = "staging" }));
        Assert.Equal(3, scenario.Store.Incidents.Count);
    }

    [Fact]
    public void Ids_of_incidents_ascend()
    {
        for (int i = 0; i < 100; i++)
        {
            scenario.Call(Wanted.Trigger($"INC-{i}"));
        }

        TimeOrderedId[] ids = [.. scenario.Store.Incidents.Select(static i => i.Id)];
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(100, ids.Distinct().Count());
    }
}
