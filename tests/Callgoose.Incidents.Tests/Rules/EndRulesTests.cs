using Callgoose.Storage.Outbox;

namespace Callgoose.Incidents.Tests;

/// <summary>How an incident ends, and what does not end it (ProcessApi.md 7 and Incidents/README.md rules 3, 9 and 10).</summary>
public class EndRulesTests
{
    private const long Ten = 1_762_765_200_000;
    private const long Minute = 60_000;

    private readonly Scenario scenario = new();

    [Fact]
    public void A_late_recovery_of_the_last_outage_does_not_close_the_next_one()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + Minute });
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten + (2 * Minute) });

        CallOutcome outcome = scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + Minute });

        Assert.Equal((false, true), (outcome.Resolved, outcome.ResolveDuplicate));
        Assert.Equal([ActionResultKind.Late], scenario.Results());
        Assert.Equal((IncidentState.Triggered, TransitionKind.ResolveLate), (scenario.Store.Incidents[^1].State, scenario.Store.Incidents[^1].Timeline[^1].Kind));
        Assert.True(scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + (3 * Minute) }).Resolved);
    }

    [Fact]
    public void A_late_end_of_what_was_acknowledged_opens_what_began_after_it()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten });
        scenario.Acknowledge();
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten + (2 * Minute) });
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);

        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + Minute });

        Assert.Equal(IncidentState.Triggered, scenario.Incident.State);
        Assert.Equal((TransitionKind.Triggered, "What was acknowledged had ended before the newest report."), (scenario.Incident.Timeline[^1].Kind, scenario.Incident.Timeline[^1].Comment));
        scenario.Acknowledge();
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + Minute });
        Assert.Equal(IncidentState.Acknowledged, scenario.Incident.State);
    }

    [Fact]
    public void Keys_of_two_integrations_do_not_meet()
    {
        scenario.Call(Wanted.Trigger("7") with { KeySpace = "A" });

        Assert.True(scenario.Call(Wanted.Trigger("7") with { KeySpace = "B" }).Created);
        Assert.True(scenario.Call(Wanted.Resolve("7") with { KeySpace = "B" }).Resolved);
        Assert.Equal([IncidentState.Triggered, IncidentState.Resolved], scenario.Store.Incidents.Select(static incident => incident.State));
        Assert.False(scenario.Call(Wanted.Acknowledge("7") with { KeySpace = "B" }).Acknowledged);
        Assert.True(scenario.Call(Wanted.Acknowledge("7") with { KeySpace = "A" }).Acknowledged);
    }

    [Fact]
    public void What_is_no_recovery_leaves_the_incident_open_and_says_so()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten });

        CallOutcome outcome = scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ten + Minute, Withheld = "the series is missing" });

        Assert.Equal(Outcomes.Nothing, outcome);
        Assert.Equal([ActionResultKind.Withheld], scenario.Results());
        Assert.Equal([1], scenario.Touched());
        Assert.Equal((TransitionKind.ResolveWithheld, "the series is missing"), (scenario.Incident.Timeline[^1].Kind, scenario.Incident.Timeline[^1].Comment));

        // It does not make later triggers late either.
        scenario.Act(TransitionKind.Resolved);
        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ten }).Created);
    }

    [Fact]
    public void An_incident_expires_after_its_newest_report_and_nothing_is_late_for_it()
    {
        Wanted report = Wanted.Trigger("1") with { IsTimed = true, Began = Ten, ResolveAfter = 30 * Minute };
        scenario.Call(report);
        scenario.Wait(TimeSpan.FromMinutes(20));
        scenario.Call(report);
        scenario.Wait(TimeSpan.FromMinutes(29));
        Assert.Equal(0, scenario.Due());
        scenario.Wait(TimeSpan.FromMinutes(1));

        Assert.Equal(1, scenario.Due());

        Transition end = scenario.Incident.Timeline[^1];
        Assert.Equal((TransitionKind.Resolved, TransitionOrigin.Expiry, scenario.Now), (end.Kind, end.Origin, scenario.Incident.Row.ResolvedAt));
        Assert.Equal(0, scenario.Due());
        Assert.True(scenario.Call(report).Created);
    }

    [Fact]
    public void The_time_of_the_payload_ends_an_incident_unless_it_has_passed()
    {
        scenario.Call(Wanted.Trigger("1") with { EndsAt = scenario.Now + Minute });
        scenario.Call(Wanted.Trigger("2") with { EndsAt = scenario.Now - Minute });
        scenario.Wait(TimeSpan.FromMinutes(1));

        Assert.Equal(1, scenario.Due());
        Assert.Equal([IncidentState.Resolved, IncidentState.Triggered], scenario.Store.Incidents.Select(static incident => incident.State));
    }

    [Fact]
    public void A_resolve_by_hand_makes_nothing_late()
    {
        Wanted report = Wanted.Trigger("1") with { IsTimed = true, Began = Ten };
        scenario.Call(report);
        scenario.Act(TransitionKind.Resolved);

        Assert.True(scenario.Call(report).Created);
    }

    [Fact]
    public void A_start_that_is_days_ahead_is_taken_as_one_without_a_time()
    {
        CallOutcome outcome = scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now + (2 * 24 * 60 * Minute) });

        Assert.Equal(CallWarnings.TimeNotBelieved, outcome.Warnings);
        Assert.True(scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = scenario.Now }).Resolved);
    }

    [Fact]
    public void In_a_maintenance_triggers_are_held_and_resolves_apply()
    {
        scenario.Call(Wanted.Trigger("before"));
        long until = scenario.Now + (60 * Minute);

        Assert.Equal(Outcomes.Nothing, scenario.Call(Wanted.Trigger("held") with { SuppressedUntil = until }));
        Assert.False(scenario.AnyFilterPassed);
        Assert.Equal([ActionResultKind.Suppressed], scenario.Results());
        scenario.Call(Wanted.Trigger("over") with { SuppressedUntil = until });
        Assert.True(scenario.Call(Wanted.Resolve("over")).Resolved);
        Assert.True(scenario.Call(Wanted.Resolve("before")).Resolved);
        Assert.Equal(0, scenario.Due());
        scenario.Wait(TimeSpan.FromHours(1));

        Assert.Equal(1, scenario.Due());

        Assert.Equal([IncidentState.Resolved, IncidentState.Triggered, IncidentState.Resolved], scenario.Store.Incidents.Select(static incident => incident.State));
        IReadOnlyList<Transition> timeline = scenario.Store.Incidents[1].Timeline;
        Assert.Equal([(TransitionKind.Suppressed, until - (60 * Minute)), (TransitionKind.Triggered, until)], timeline.Select(static line => (line.Kind, line.At)));
        Assert.Equal(TransitionOrigin.MaintenanceEnd, timeline[1].Origin);
    }

    [Fact]
    public void Nobody_outside_is_told_of_what_is_held_before_it_opens()
    {
        scenario.Store.HasOutbox = true;
        long until = scenario.Now + Minute;
        scenario.Call(Wanted.Trigger("quiet") with { SuppressedUntil = until });
        scenario.Call(Wanted.Trigger("quiet") with { SuppressedUntil = until, Title = "Another" });
        scenario.Call(Wanted.Resolve("quiet"));
        scenario.Call(Wanted.Trigger("loud") with { SuppressedUntil = until });
        Assert.Empty(scenario.Store.Outbox);
        scenario.Wait(TimeSpan.FromMinutes(1));

        scenario.Due();

        OutboxEvent told = Assert.Single(scenario.Store.Outbox);
        Assert.Equal((TransitionKind.Triggered, 2, IncidentState.Triggered, "loud"), (told.Kind, told.Number, told.Incident.State, told.Incident.IncidentKey));
    }
}
