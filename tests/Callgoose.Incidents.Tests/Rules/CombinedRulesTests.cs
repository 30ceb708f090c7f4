namespace Callgoose.Incidents.Tests;

/// <summary>Trigger and resolve in one call, and several services in one call (ProcessApi.md 2 and Incidents/README.md rule 4).</summary>
public class CombinedRulesTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void Both_with_one_key_resolve_the_older_incident_first_and_then_create_a_new_one()
    {
        scenario.Call(Wanted.Trigger("INC-1"));

        Assert.Equal(new CallOutcome { Resolved = true, Created = true }, scenario.Call(Wanted.Both("INC-1", "INC-1")));

        Assert.Equal([1, 2], scenario.Touched());
        Assert.Equal([TransitionKind.Triggered, TransitionKind.Resolved], scenario.Store.Incidents[0].Timeline.Select(static line => line.Kind));
        Assert.Equal([TransitionKind.Triggered], scenario.Store.Incidents[1].Timeline.Select(static line => line.Kind));
        Assert.Equal([IncidentState.Resolved, IncidentState.Triggered], scenario.Store.Incidents.Select(static i => i.State));
    }

    [Fact]
    public void Both_with_one_key_only_create_where_nothing_is_open()
    {
        Assert.Equal(Outcomes.Created, scenario.Call(Wanted.Both("INC-1", "INC-1")));

        Assert.Equal(IncidentState.Triggered, scenario.Incident.State);
    }

    [Fact]
    public void Both_with_one_key_right_after_its_resolve_tell_a_repeated_resolve_and_create()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Resolve("INC-1"));

        Assert.Equal(new CallOutcome { ResolveDuplicate = true, Created = true }, scenario.Call(Wanted.Both("INC-1", "INC-1")));

        Assert.Equal([1, 2], scenario.Touched());
    }

    [Fact]
    public void Both_with_different_keys_act_on_different_incidents()
    {
        scenario.Call(Wanted.Trigger("INC-1"));
        scenario.Call(Wanted.Trigger("INC-2"));

        Assert.Equal(new CallOutcome { Resolved = true, TriggerDuplicate = true }, scenario.Call(Wanted.Both("INC-2", "INC-1")));

        Assert.Equal([1, 2], scenario.Touched());
        Assert.Equal([IncidentState.Resolved, IncidentState.Triggered], scenario.Store.Incidents.Select(static i => i.State));
        Assert.Equal(2, scenario.Store.Incidents[1].Occurrences);
    }

    [Fact]
    public void Each_service_gets_its_own_incident_in_the_order_of_the_services()
    {
        Wanted[] services =
        [
            .. Enumerable.Range(0, 10).Select(static i => Wanted.Trigger("INC-1") with
            {
                Service = $"service {i}",
                Title = $"title {i}",
                Urgency = i % 2 == 0 ? Urgency.High : Urgency.Low,
            }),
        ];

        Assert.Equal(Outcomes.Created, scenario.Call(services));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], scenario.Touched());
        Assert.Equal(
            services.Select(static s => (s.Service, s.Title, s.Urgency)),
            scenario.Store.Incidents.Select(static i => (i.Scope.Service, i.Title, i.Urgency)));
        Assert.All(scenario.Store.Incidents, i => Assert.Equal(scenario.CallId, Assert.Single(i.Timeline).CallId));
    }

    [Fact]
    public void The_outcome_sums_up_what_happened_in_every_service()
    {
        scenario.Call(Wanted.Trigger("INC-1") with { Service = "known" });
        scenario.Call(Wanted.Trigger("INC-1") with { Service = "ending" });
        scenario.Call(Wanted.Trigger("INC-1") with { Service = "ended" });
        scenario.Call(Wanted.Resolve("INC-1") with { Service = "ended" });

        CallOutcome outcome = scenario.Call(
            Wanted.Trigger("INC-1") with { Service = "new" },
            Wanted.Trigger("INC-1") with { Service = "known" },
            Wanted.Resolve("INC-1") with { Service = "ending" },
            Wanted.Resolve("INC-1") with { Service = "ended" },
            Wanted.Resolve("INC-1") with { Service = "never" });

        Assert.Equal(
            new CallOutcome { Created = true, TriggerDuplicate = true, Resolved = true, ResolveDuplicate = true }, outcome);
        Assert.Equal([4, 1, 2, 3], scenario.Touched());
    }

    [Fact]
    public void A_resolve_ends_the_incident_of_its_own_service_only()
    {
        scenario.Call(Wanted.Trigger("INC-1") with { Service = "a" }, Wanted.Trigger("INC-1") with { Service = "b" });

        scenario.Call(Wanted.Resolve("INC-1") with { Service = "b" });

        Assert.Equal([IncidentState.Triggered, IncidentState.Resolved], scenario.Store.Incidents.Select(static i => i.State));
    }

    [Fact]
    public void A_call_for_which_no_filter_passed_does_nothing()
    {
        Assert.Equal(Outcomes.Nothing, scenario.Call());
        Assert.Equal(Outcomes.Nothing, scenario.Call(new Wanted()));

        Assert.Empty(scenario.Touched());
        Assert.Empty(scenario.Store.Incidents);
    }

    [Fact]
    public void Whatever_is_called_in_whatever_order_there_are_never_two_active_incidents_of_one_key()
    {
        string[] keys = ["INC-1", "INC-2", "INC-3"];
        string[] services = ["web", "db"];
        var random = new Random(98765);
        for (int i = 0; i < 2000; i++)
        {
            scenario.Wait(TimeSpan.FromSeconds(random.Next(-300, 400)));
            scenario.Call(RandomAction(), RandomAction());

            Assert.DoesNotContain(
                scenario.Store.Incidents
                    .Where(static incident => incident.State != IncidentState.Resolved)
                    .CountBy(static incident => (incident.Scope, incident.Key)),
                static active => active.Value > 1);
        }

        Assert.Contains(scenario.Store.Incidents, static incident => incident.State == IncidentState.Resolved);

        Wanted RandomAction() => new()
        {
            Service = services[random.Next(services.Length)],
            TriggerKey = random.Next(2) == 0 ? keys[random.Next(keys.Length)] : null,
            ResolveKey = random.Next(2) == 0 ? keys[random.Next(keys.Length)] : null,
        };
    }
}
