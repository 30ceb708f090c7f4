namespace Callgoose.Incidents.Tests;

/// <summary>Triggers without an incident key: the same body within the duplicate window (process-api.md 4.2).</summary>
public class KeylessTriggerRulesTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void It_makes_an_incident_without_a_key_that_remembers_its_body()
    {
        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));

        Assert.Equal("", scenario.Incident.Key);
        Assert.Equal($"digest of {scenario.Body}", scenario.Incident.BodyDigest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(299_999)]
    [InlineData(300_000)]
    [InlineData(-1)]
    [InlineData(-300_000)]
    public void The_same_body_within_the_window_is_a_duplicate(int millisecondsLater)
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Wait(TimeSpan.FromMilliseconds(millisecondsLater));

        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("")));

        Assert.Equal([1], scenario.Touched());
        Assert.Equal(2, scenario.Incident.Occurrences);
        Assert.Equal(scenario.Now, scenario.Incident.LastSeen);
        Assert.Single(scenario.Incident.Timeline);
    }

    [Theory]
    [InlineData(300_001)]
    [InlineData(3_600_000)]
    [InlineData(-300_001)]
    [InlineData(-3_600_000)]
    public void The_same_body_outside_the_window_makes_a_new_incident(int millisecondsLater)
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Wait(TimeSpan.FromMilliseconds(millisecondsLater));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));

        Assert.Equal([2], scenario.Touched());
        Assert.Equal([1, 1], scenario.Store.Incidents.Select(static i => i.Occurrences));
    }

    [Fact]
    public void The_window_begins_with_the_incident_and_duplicates_do_not_stretch_it()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Wait(TimeSpan.FromMinutes(4));
        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("")));
        scenario.Wait(TimeSpan.FromMinutes(4));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));
        scenario.Wait(TimeSpan.FromMinutes(4));
        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("")));
        Assert.Equal([2], scenario.Touched());
    }

    [Fact]
    public void Another_body_makes_another_incident()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Body += " ";

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal(2, scenario.Store.Incidents.Count);
    }

    [Fact]
    public void The_same_body_for_another_service_or_environment_makes_another_incident()
    {
        scenario.Call(Wanted.Trigger(""));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("") with { Service = "db" }));
        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("") with { Environment = "staging" }));
    }

    [Fact]
    public void An_incident_that_somebody_resolved_by_hand_has_no_duplicates()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Store.Resolve(1, scenario.Now);

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal([2], scenario.Touched());
    }

    [Fact]
    public void An_incident_with_a_key_is_no_duplicate_of_one_without()
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));
        Assert.Equal([1], scenario.Touched());
    }
}
