using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>The store contains what the rules decided (Incidents/README.md, the rules).</summary>
public sealed class CommittedCallTests : IAsyncDisposable
{
    private readonly StoreScenario scenario = new();

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task A_trigger_creates_an_incident()
    {
        CallOutcome outcome = await scenario.CallAsync(
            Wanted.Trigger("INC-1") with { Urgency = Urgency.P2, Title = "BetterStack - Server Down", Description = "no answer" });

        Assert.True(outcome.Created);
        IncidentDetails found = scenario.Details(Assert.Single(scenario.Touched()));
        long now = scenario.Clock.UnixMilliseconds;
        Assert.Equal(
            new IncidentSummary(
                scenario.Touched()[0], IncidentState.Triggered, Urgency.P2, "web", string.Empty, "betterstack", "INC-1",
                "BetterStack - Server Down", 1, now, now, null),
            found.Incident);
        Assert.Equal("no answer", found.Description);
        Transition transition = Assert.Single(found.Timeline);
        Assert.Equal((TransitionKind.Triggered, now, "incident"), (transition.Kind, transition.At, transition.Cause));
    }

    [Fact]
    public async Task A_second_trigger_is_counted()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        scenario.Clock.Now += TimeSpan.FromHours(1);

        CallOutcome outcome = await scenario.CallAsync(Wanted.Trigger("INC-1"));

        Assert.True(outcome is { Created: false, TriggerDuplicate: true });
        IncidentSummary incident = Assert.Single(scenario.All);
        Assert.Equal((2, scenario.Clock.UnixMilliseconds), (incident.Occurrences, incident.LastSeenAt));
        Assert.Single(scenario.Details(incident.Id).Timeline);
    }

    [Fact]
    public async Task Last_seen_does_not_go_back_with_the_clock()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        long first = scenario.Clock.UnixMilliseconds;
        scenario.Clock.Now -= TimeSpan.FromHours(1);

        await scenario.CallAsync(Wanted.Trigger("INC-1"));

        Assert.Equal(first, Assert.Single(scenario.All).LastSeenAt);
    }

    [Fact]
    public async Task A_resolve_ends_it_and_a_repeat_is_told_from_a_stray_one()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        TimeOrderedId id = scenario.Touched()[0];

        Assert.True((await scenario.CallAsync(Wanted.Resolve("INC-1"))) is { Resolved: true, ResolveDuplicate: false });
        long resolvedAt = scenario.Clock.UnixMilliseconds;
        scenario.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.True((await scenario.CallAsync(Wanted.Resolve("INC-1"))) is { Resolved: false, ResolveDuplicate: true });
        scenario.Clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.True((await scenario.CallAsync(Wanted.Resolve("INC-1"))) is { Resolved: false, ResolveDuplicate: false });
        Assert.True((await scenario.CallAsync(Wanted.Resolve("INC-2"))) is { Resolved: false, ResolveDuplicate: false });

        IncidentDetails found = scenario.Details(id);
        Assert.Equal((IncidentState.Resolved, resolvedAt), (found.Incident.State, found.Incident.ResolvedAt));
        Assert.Equal([TransitionKind.Triggered, TransitionKind.Resolved], found.Timeline.Select(static line => line.Kind));
        Assert.Equal("recovery", found.Timeline[1].Cause);
    }

    [Fact]
    public async Task A_key_opens_again_after_its_end()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        await scenario.CallAsync(Wanted.Resolve("INC-1"));
        await scenario.CallAsync(Wanted.Trigger("INC-1"));

        Assert.Equal([IncidentState.Triggered, IncidentState.Resolved], scenario.All.Select(static incident => incident.State));
        Assert.True(scenario.All[0].Id > scenario.All[1].Id);
    }

    [Fact]
    public async Task One_call_ends_the_old_incident_and_begins_the_new_one()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        TimeOrderedId old = scenario.Touched()[0];

        CallOutcome outcome = await scenario.CallAsync(new Wanted("INC-1", "INC-1"));

        Assert.True(outcome is { Created: true, Resolved: true });
        Assert.Equal(old, scenario.Touched()[0]);
        Assert.Equal(IncidentState.Resolved, scenario.Details(old).Incident.State);
        Assert.Equal(IncidentState.Triggered, scenario.Details(scenario.Touched()[1]).Incident.State);
        Assert.Equal(scenario.Details(old).Timeline[1].CallId, scenario.Details(scenario.Touched()[1]).Timeline[0].CallId);
    }

    [Fact]
    public async Task Without_a_key_the_same_body_repeats_within_the_window()
    {
        Assert.True((await scenario.CallAsync(Wanted.Trigger(string.Empty))).Created);
        scenario.Clock.Now += TimeSpan.FromMinutes(5);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(string.Empty))).TriggerDuplicate);
        scenario.Body = "another";
        Assert.True((await scenario.CallAsync(Wanted.Trigger(string.Empty))).Created);
        scenario.Body = Calls.Body;
        scenario.Clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(string.Empty))).Created);

        Assert.Equal([1, 1, 2], scenario.All.Select(static incident => incident.Occurrences));
        Assert.All(scenario.All, static incident => Assert.Null(incident.IncidentKey));
    }

    [Fact]
    public async Task Environments_and_services_do_not_see_each_other()
    {
        Wanted production = Wanted.Trigger("INC-1") with { Environment = "production" };
        Wanted staging = production with { Environment = "staging" };
        await scenario.CallAsync(production);
        Assert.True((await scenario.CallAsync(staging)).Created);
        Assert.True((await scenario.CallAsync(production with { Service = "api" })).Created);
        await scenario.CallAsync(Wanted.Resolve("INC-1") with { Environment = "staging" });

        Assert.Equal(
            [("production", "api", 1), ("staging", "web", 3), ("production", "web", 1)],
            scenario.All.Select(static incident => (incident.Environment, incident.Service, (int)incident.State)));
    }

    [Fact]
    public async Task One_call_makes_one_incident_for_each_service()
    {
        await scenario.CallAsync([.. Enumerable.Range(0, 20).Select(static i => Wanted.Trigger("INC-1") with { Service = $"service {i}" })]);

        Assert.Equal(20, scenario.Touched().Length);
        Assert.Equal(scenario.Touched().Reverse(), scenario.All.Select(static incident => incident.Id));
        Assert.Single(scenario.Touched().Select(id => scenario.Details(id).Timeline[0].CallId).Distinct());
    }
}
