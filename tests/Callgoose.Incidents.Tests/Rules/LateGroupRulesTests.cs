namespace Callgoose.Incidents.Tests;

/// <summary>A report of a group is late only if every member that it names has ended (Incidents/README.md rule 5).</summary>
public sealed class LateGroupRulesTests
{
    private const long Minute = 60_000;
    private readonly Scenario scenario = new();
    private readonly long begin;

    public LateGroupRulesTests() => begin = scenario.Now;

    [Fact]
    public void A_member_that_was_not_reported_before_the_end_is_no_part_of_what_ended()
    {
        scenario.Call(Firing(0, "node"));
        scenario.Call(Resolved(30, "node"));

        // It began during the outage, and was inhibited until the outage ended.
        Assert.True(scenario.Call(Firing(1, "service")).Created);
    }

    [Fact]
    public void A_member_that_was_reported_before_and_not_at_the_end_has_not_ended()
    {
        scenario.Call(Firing(0, "node", "service"));

        // The service was silenced in the meantime.
        scenario.Call(Resolved(30, "node"));
        Assert.Equal((false, true), Outcome(scenario.Call(Firing(0, "node"))));
        Assert.True(scenario.Call(Firing(1, "service")).Created);
    }

    [Fact]
    public void A_stale_report_of_members_that_ended_at_different_times_is_late()
    {
        scenario.Call(Firing(2, "node", "service"));
        scenario.Call(Firing(2, "service") with { Listed = ["node", "service"] });
        scenario.Call(Resolved(30, "service"));

        Assert.Equal((false, true), Outcome(scenario.Call(Firing(2, "node", "service"))));
        Assert.Equal((false, true), Outcome(scenario.Call(Firing(0, "node"))));
        Assert.True(scenario.Call(Firing(31, "node")).Created);
    }

    [Fact]
    public void A_report_that_comes_after_its_end_is_late_although_nothing_was_open()
    {
        scenario.Call(Resolved(30, "node", "service"));

        Assert.Equal((false, true), Outcome(scenario.Call(Firing(2, "node", "service"))));
        Assert.Empty(scenario.Store.Incidents);
    }

    [Fact]
    public void The_ends_of_members_are_those_of_their_group()
    {
        scenario.Call(Firing(0, "node"), Firing(0, "node") with { TriggerKey = "other" });
        scenario.Call(Resolved(30, "node"), Wanted.Resolve("other") with { IsTimed = true, Ended = begin + (30 * Minute), EndedMembers = ["another"] });

        Assert.Equal((false, true), Outcome(scenario.Call(Firing(0, "node"))));
        Assert.True(scenario.Call(Firing(0, "node") with { TriggerKey = "other" }).Created);
    }

    [Fact]
    public void A_member_that_is_gone_without_a_recovery_keeps_the_incident_open()
    {
        scenario.Call(Firing(0, "node", "service"));
        scenario.Call(Firing(0, "service") with { Listed = ["node", "service"], Vanished = ["node"] });
        scenario.Call(Resolved(30, "service"));
        Assert.Equal(ActionResultKind.Withheld, Assert.Single(scenario.Results()));
        Assert.Equal((IncidentState.Triggered, TransitionKind.ResolveWithheld), (scenario.Store.Incidents[0].State, scenario.Store.Incidents[0].Timeline[^1].Kind));

        Assert.True(scenario.Call(Resolved(40, "node")).Resolved);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_member_that_is_reported_again_is_gone_no_more(bool isFiring)
    {
        scenario.Call(Firing(0, "node", "service"));
        scenario.Call(Firing(0, "service") with { Listed = ["node", "service"], Vanished = ["node"] });
        scenario.Call((isFiring ? Firing(1, "node", "service") : Firing(1, "service")) with { Listed = ["node", "service"] });

        Assert.True(scenario.Call(Resolved(30, "service")).Resolved);
    }

    private Wanted Firing(int began, params string[] members) =>
        Wanted.Trigger("group") with { IsTimed = true, Began = begin + (began * Minute), Members = members };

    private Wanted Resolved(int ended, params string[] members) =>
        Wanted.Resolve("group") with { IsTimed = true, Ended = begin + (ended * Minute), EndedMembers = members };

    private static (bool Created, bool IsDuplicate) Outcome(CallOutcome outcome) => (outcome.Created, outcome.TriggerDuplicate);
}
