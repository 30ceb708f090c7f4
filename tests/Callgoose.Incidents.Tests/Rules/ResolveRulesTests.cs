using Callgoose.Storage.Memory;

namespace Callgoose.Incidents.Tests;

/// <summary>Resolves (Incidents/README.md rule 3).</summary>
public class ResolveRulesTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void It_resolves_the_active_incident_and_keeps_what_the_trigger_wrote()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        TimeOrderedId triggeredBy = scenario.CallId;
        long triggeredAt = scenario.Now;
        scenario.Wait(TimeSpan.FromMinutes(8));

        Assert.Equal(Outcomes.Resolved, scenario.Call(Wanted.Resolve("INC-1") with { Title = "Recovery", Description = "OK" }));

        MemoryIncident incident = scenario.Incident;
        Assert.Equal([1], scenario.Touched());
        Assert.Equal(IncidentState.Resolved, incident.State);
        Assert.Equal(scenario.Now, incident.Row.ResolvedAt);
        Assert.Equal("Server Down", incident.Title);
        Assert.Equal("Status code 500.", incident.Description);
        Assert.Equal(
            [
                new Transition(TransitionKind.Triggered, triggeredAt, "incident", triggeredBy),
                new Transition(TransitionKind.Resolved, scenario.Now, "recovery", scenario.CallId),
            ],
            incident.Timeline);
    }

    [Fact]
    public void It_resolves_an_acknowledged_incident()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Acknowledge();

        Assert.Equal(Outcomes.Resolved, scenario.Call(Wanted.Resolve("INC-1")));
        Assert.Equal(IncidentState.Resolved, scenario.Incident.State);
    }

    [Fact]
    public void Where_there_is_no_incident_it_does_nothing()
    {
        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Resolve("INC-1")));

        Assert.Empty(scenario.Touched());
        Assert.Empty(scenario.Store.Incidents);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    [InlineData(-300_000)]
    public void A_repeat_within_the_window_is_a_duplicate_that_changes_nothing(int millisecondsLater)
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Resolve("INC-1"));
        long resolvedAt = scenario.Now;
        scenario.Wait(TimeSpan.FromMilliseconds(millisecondsLater));

        Assert.Equal(Outcomes.ResolveDuplicate, scenario.Call(Wanted.Resolve("INC-1")));

        Assert.Equal([1], scenario.Touched());
        Assert.Equal(resolvedAt, scenario.Incident.Row.ResolvedAt);
        Assert.Equal(2, scenario.Incident.Timeline.Count);
    }

    [Theory]
    [InlineData(300_001)]
    [InlineData(86_400_000)]
    [InlineData(-300_001)]
    [InlineData(-3_600_000)]
    public void A_repeat_outside_the_window_is_a_resolve_that_finds_nothing(int millisecondsLater)
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Resolve("INC-1"));
        scenario.Wait(TimeSpan.FromMilliseconds(millisecondsLater));

        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Resolve("INC-1")));

        Assert.Empty(scenario.Touched());
        Assert.Equal(2, scenario.Incident.Timeline.Count);
    }

    [Fact]
    public void The_window_of_repeats_begins_with_the_resolve_and_not_with_the_trigger()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Wait(TimeSpan.FromHours(1));
        scenario.Call(Wanted.Resolve("INC-1"));
        scenario.Wait(Scenario.Window);

        Assert.Equal(Outcomes.ResolveDuplicate, scenario.Call(Wanted.Resolve("INC-1")));
    }

    [Fact]
    public void After_a_new_trigger_it_resolves_the_new_incident()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Resolve("INC-1"));
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Outcomes.Resolved, scenario.Call(Wanted.Resolve("INC-1")));

        Assert.Equal([2], scenario.Touched());
        Assert.All(scenario.Store.Incidents, static i => Assert.Equal(IncidentState.Resolved, i.State));
    }

    [Fact]
    public void Without_a_key_it_resolves_nothing_not_even_incidents_without_a_key()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Trigger(""));

        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Resolve("")));

        Assert.Empty(scenario.Touched());
        Assert.All(scenario.Store.Incidents, static i => Assert.Equal(IncidentState.Triggered, i.State));
    }

    [Theory]
    [InlineData("INC-2", "", "web")]
    [InlineData("inc-1", "", "web")]
    [InlineData("INC-1", "staging", "web")]
    [InlineData("INC-1", "", "db")]
    public void An_incident_of_another_key_environment_or_service_stays_open(string key, string environment, string service)
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Resolve(key) with { Environment = environment, Service = service }));
        Assert.Equal(IncidentState.Triggered, scenario.Incident.State);
    }
}
