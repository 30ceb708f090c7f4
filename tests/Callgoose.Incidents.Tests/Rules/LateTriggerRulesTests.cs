namespace Callgoose.Incidents.Tests;

/// <summary>
/// Calls that are late, out of order or repeated never leave an incident open that is over (Incidents/README.md rule 5; tests/README.md R4).
/// </summary>
public class LateTriggerRulesTests
{
    private const long Began = 1_762_765_920_000;
    private const long Ended = Began + 480_000;

    private readonly Scenario scenario = new();

    public static TheoryData<string> Orders => new(Permutations("TDRL").SelectMany(static order => (string[])[order, Twice(order), order + order]));

    /// <summary>
    /// T and D are the trigger and its duplicate, R the resolve, L the trigger once more. In every order the result is one outage that is over.
    /// </summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public void In_every_order_each_once_or_twice_the_end_is_the_same(string order)
    {
        foreach (char what in order)
        {
            scenario.Wait(TimeSpan.FromSeconds(1));
            scenario.Body = $"body of {(what == 'L' ? 'T' : what)}";
            if (what == 'R')
            {
                scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
            }
            else
            {
                scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });
            }
        }

        Assert.True(scenario.Store.Incidents.Count <= 1);
        Assert.All(scenario.Store.Incidents, static incident => Assert.Equal(IncidentState.Resolved, incident.State));
        Assert.Equal(order[0] == 'R' ? 0 : 1, scenario.Store.Incidents.Count);
    }

    [Fact]
    public void A_late_trigger_is_told_to_be_a_duplicate_of_the_incident_that_is_over()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
        scenario.Wait(TimeSpan.FromHours(1));

        CallOutcome outcome = scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });

        Assert.Equal((false, true), (outcome.Created, outcome.TriggerDuplicate));
        Assert.Equal([1], scenario.Touched());
        Assert.Equal(1, scenario.Incident.Occurrences);
    }

    [Fact]
    public void A_trigger_that_comes_after_its_resolve_opens_nothing_and_touches_nothing()
    {
        Assert.False(scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended }).Resolved);

        CallOutcome outcome = scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });

        Assert.Equal((false, true), (outcome.Created, outcome.TriggerDuplicate));
        Assert.Empty(scenario.Touched());
        Assert.Empty(scenario.Store.Incidents);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void What_began_when_the_last_one_ended_or_later_is_new(long offset, bool created)
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
        scenario.Body = "another";

        Assert.Equal(created, scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ended + offset }).Created);
    }

    [Fact]
    public void The_newest_of_several_resolves_counts()
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended - 60_000 });

        Assert.False(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ended - 30_000 }).Created);
    }

    /// <summary>
    /// An outage begins and ends within one second. Its trigger is late if it comes a second time. A trigger that comes for the first time after the
    /// resolve is not known to be late.
    /// </summary>
    [Fact]
    public void A_trigger_of_the_time_of_its_resolve_is_late_where_it_was_seen_before()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ended });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
        Assert.False(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Ended }).Created);

        scenario.Call(Wanted.Resolve("2") with { IsTimed = true, Ended = Ended });
        Assert.True(scenario.Call(Wanted.Trigger("2") with { IsTimed = true, Began = Ended }).Created);
    }

    [Fact]
    public void A_resolve_without_a_time_makes_late_what_was_seen_and_nothing_that_began_later()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now - 600_000 });
        Assert.True(scenario.Call(Wanted.Resolve("1") with { IsTimed = true }).Resolved);
        Assert.False(scenario.Call(Wanted.Resolve("1") with { IsTimed = true }).Resolved);

        Assert.False(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now - 600_000 }).Created);
        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now - 5_000 }).Created);
    }

    [Fact]
    public void A_resolve_without_a_time_of_what_was_never_seen_counts_by_when_it_was_received()
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true });

        Assert.False(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now - 1 }).Created);
        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now }).Created);
    }

    [Fact]
    public void A_clock_that_is_days_ahead_does_not_silence_a_key()
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = scenario.Now + (3 * 86_400_000L) });

        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now + 60_000 }).Created);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_clock_is_believed_up_to_a_day_ahead(int milliseconds, bool created)
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = scenario.Now + 86_400_000L + milliseconds });

        Assert.Equal(created, scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = scenario.Now + 60_000 }).Created);
    }

    [Fact]
    public void Without_a_time_a_trigger_after_a_resolve_is_new_though_its_bytes_are_the_same()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true });

        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true }).Created);
    }

    [Fact]
    public void Another_body_is_no_redelivery()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true });
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true });
        scenario.Body = "another";

        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true }).Created);
    }

    [Fact]
    public void Without_occurred_at_in_the_schema_every_trigger_after_a_resolve_is_new()
    {
        scenario.Call(Wanted.Trigger("1") with { Began = Began });
        scenario.Call(Wanted.Resolve("1") with { Ended = Ended });

        Assert.True(scenario.Call(Wanted.Trigger("1") with { Began = Began }).Created);
    }

    [Fact]
    public void Another_key_space_has_its_own_resolves()
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended, KeySpace = "Another" });

        Assert.True(scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began }).Created);
    }

    [Theory]
    [InlineData("2", "web", "")]
    [InlineData("1", "api", "")]
    [InlineData("1", "web", "staging")]
    public void Another_key_service_or_environment_has_its_own_resolves(string key, string service, string environment)
    {
        scenario.Call(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });

        Assert.True(scenario.Call(Wanted.Trigger(key) with { IsTimed = true, Began = Began, Service = service, Environment = environment }).Created);
    }

    [Fact]
    public void A_call_that_resolves_and_triggers_is_never_late()
    {
        scenario.Call(Wanted.Trigger("1") with { IsTimed = true, Began = Began });

        CallOutcome outcome = scenario.Call(Wanted.Both("1", "1") with { IsTimed = true, Began = Began, Ended = Ended });

        Assert.Equal((true, true), (outcome.Created, outcome.Resolved));
    }

    private static IEnumerable<string> Permutations(string letters) => letters.Length == 0
        ? [string.Empty]
        : letters.SelectMany(letter => Permutations(letters.Replace(letter.ToString(), string.Empty, StringComparison.Ordinal)).Select(rest => letter + rest));

    private static string Twice(string order) => string.Concat(order.SelectMany(static letter => new[] { letter, letter }));
}
