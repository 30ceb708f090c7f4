namespace Callgoose.Incidents.Tests;

/// <summary>Triggers without an incident key: the same body within the duplicate window (Incidents/README.md rule 2).</summary>
public class KeylessTriggerRulesTests
{
    private static readonly CallOutcome Created = new() { Created = true, Warnings = CallWarnings.Unkeyed };
    private static readonly CallOutcome Repeated = new() { TriggerDuplicate = true, Warnings = CallWarnings.Unkeyed };

    private readonly Scenario scenario = new();

    [Fact]
    public void It_makes_an_incident_without_a_key_and_warns()
    {
        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));

        Assert.Equal("", scenario.Incident.Key);
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

        Assert.Equal(Repeated, scenario.Call(Wanted.Trigger("")));

        Assert.Equal([1], scenario.Touched());
        Assert.Equal(2, scenario.Incident.Occurrences);
        Assert.Equal(Math.Max(scenario.Now, scenario.Incident.Row.TriggeredAt), scenario.Incident.Row.LastSeenAt);
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

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));

        Assert.Equal([2], scenario.Touched());
        Assert.Equal([1L, 1L], scenario.Store.Incidents.Select(static i => i.Occurrences));
    }

    [Fact]
    public void The_window_begins_with_the_incident_and_duplicates_do_not_stretch_it()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Wait(TimeSpan.FromMinutes(4));
        Assert.Equal(Repeated, scenario.Call(Wanted.Trigger("")));
        scenario.Wait(TimeSpan.FromMinutes(4));

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));
        scenario.Wait(TimeSpan.FromMinutes(4));
        Assert.Equal(Repeated, scenario.Call(Wanted.Trigger("")));
        Assert.Equal([2], scenario.Touched());
    }

    [Fact]
    public void Another_body_makes_another_incident()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Body += " ";

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal(2, scenario.Store.Incidents.Count);
    }

    [Fact]
    public void The_same_body_for_another_service_or_environment_makes_another_incident()
    {
        scenario.Call(Wanted.Trigger(""));

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("") with { Service = "db" }));
        Assert.Equal(Created, scenario.Call(Wanted.Trigger("") with { Environment = "staging" }));
    }

    [Fact]
    public void An_incident_that_somebody_resolved_by_hand_has_no_duplicates()
    {
        scenario.Call(Wanted.Trigger(""));
        scenario.Act(TransitionKind.Resolved);

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal([2], scenario.Touched());
    }

    [Fact]
    public void An_incident_with_a_key_is_no_duplicate_of_one_without()
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));
        Assert.Equal(Outcomes.TriggerDuplicate, scenario.Call(Wanted.Trigger("INC-1")));
        Assert.Equal([1], scenario.Touched());
    }

    [Fact]
    public void A_burst_is_bounded_and_says_so()
    {
        for (int i = 0; i < 20; i++)
        {
            scenario.Body = $"body {i}";
            Assert.Equal(Created, scenario.Call(Wanted.Trigger("")));
        }

        scenario.Body = "one more";
        CallOutcome outcome = scenario.Call(Wanted.Trigger("") with { Title = "Something else" });

        Assert.Equal(CallWarnings.Unkeyed | CallWarnings.UnkeyedBurst, outcome.Warnings);
        Assert.Equal((false, true), (outcome.Created, outcome.TriggerDuplicate));
        Assert.Equal(20, scenario.Store.Incidents.Count);
        Assert.Equal([20], scenario.Touched());
        Assert.Equal((2L, "Server Down"), (scenario.Store.Incidents[^1].Occurrences, scenario.Store.Incidents[^1].Title));

        Transition named = scenario.Store.Incidents[^1].Timeline[^1];
        Assert.Equal((TransitionKind.Updated, true), (named.Kind, named.Comment!.EndsWith("Something else", StringComparison.Ordinal)));

        // The limit is for each service. It does not apply to a service in which a person has ended an incident.
        Assert.Equal(Created, scenario.Call(Wanted.Trigger("") with { Service = "db" }));
        scenario.Act(TransitionKind.Resolved);
        Assert.Equal(20, scenario.Store.Incidents.Count(static incident => incident.Scope.Service == "web"));
    }
}
