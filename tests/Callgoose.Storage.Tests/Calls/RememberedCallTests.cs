using Callgoose.Incidents;

namespace Callgoose.Storage.Tests;

/// <summary>The memory of earlier calls survives restarts, and expires in time (Incidents/README.md rules 5 and 6).</summary>
public class RememberedCallTests
{
    private const long Ended = 1_762_766_400_000;

    [Fact]
    public async Task A_resolve_is_remembered_over_a_restart_though_it_resolved_nothing()
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Resolve("1") with { IsTimed = true, Ended = Ended });
        await scenario.ReopenAsync();

        Assert.True((await scenario.CallAsync(Wanted.Trigger("1") with { IsTimed = true, Began = Ended - 1 })).TriggerDuplicate);
        Assert.Empty(scenario.All);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("1") with { IsTimed = true, Began = Ended })).Created);
    }

    [Fact]
    public async Task A_key_longer_than_any_index_takes_has_its_resolves_too()
    {
        await using var scenario = new StoreScenario();
        string key = new('k', 100_000);
        await scenario.CallAsync(Wanted.Resolve(key) with { IsTimed = true, Ended = Ended });

        Assert.False((await scenario.CallAsync(Wanted.Trigger(key) with { IsTimed = true, Began = Ended - 1 })).Created);
        Assert.True((await scenario.CallAsync(Wanted.Trigger(key + "x") with { IsTimed = true, Began = Ended - 1 })).Created);
    }

    [Fact]
    public async Task Without_a_time_the_same_body_after_a_resolve_is_new()
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Trigger("1") with { IsTimed = true });
        await scenario.CallAsync(Wanted.Resolve("1") with { IsTimed = true });
        await scenario.ReopenAsync();

        Assert.True((await scenario.CallAsync(Wanted.Trigger("1") with { IsTimed = true })).Created);
    }

    [Fact]
    public async Task A_delivery_id_with_another_body_is_a_new_delivery_and_both_are_known()
    {
        await using var scenario = new StoreScenario { DeliveryId = "msg_1" };
        await scenario.CallAsync(Wanted.Trigger("1"));
        TimeOrderedId first = scenario.CallId;
        scenario.Body = "another body";

        CallOutcome outcome = await scenario.CallAsync(Wanted.Trigger("2"));

        Assert.Equal((true, CallWarnings.DeliveryIdReused), (outcome.Created, outcome.Warnings));
        TimeOrderedId second = scenario.CallId;
        await scenario.ReopenAsync();
        Assert.Equal(outcome, await scenario.CallAsync(Wanted.Trigger("2")));
        Assert.Equal(second, scenario.CallId);
        scenario.Body = Calls.Body;
        Assert.Equal(CallWarnings.None, (await scenario.CallAsync(Wanted.Trigger("1"))).Warnings);
        Assert.Equal(first, scenario.CallId);
        Assert.Equal([1L, 1L], scenario.All.Select(static incident => incident.Occurrences));
    }

    [Fact]
    public async Task A_delivery_is_known_over_a_restart_for_a_day()
    {
        await using var scenario = new StoreScenario { DeliveryId = "msg_1" };
        CallOutcome first = await scenario.CallAsync(Wanted.Trigger("1"), Wanted.Trigger("1") with { Service = "api" });
        (TimeOrderedId call, TimeOrderedId[] incidents) = (scenario.CallId, scenario.Touched());
        await scenario.ReopenAsync();
        scenario.Clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1);

        Assert.Equal(first, await scenario.CallAsync(Wanted.Trigger("1")));
        Assert.Equal(call, scenario.CallId);
        Assert.Equal(incidents, scenario.Touched());
        Assert.All(scenario.All, static incident => Assert.Equal(1, incident.Occurrences));

        scenario.Clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("1"))).TriggerDuplicate);
        Assert.NotEqual(call, scenario.CallId);
    }

    [Fact]
    public async Task Old_rows_go_while_new_ones_come()
    {
        await using var scenario = new StoreScenario();
        for (int i = 0; i < 300; i++)
        {
            scenario.DeliveryId = $"old {i}";
            await scenario.CallAsync(Wanted.Resolve($"old {i}") with { IsTimed = true });
        }

        scenario.Clock.Now += TimeSpan.FromDays(31);
        for (int i = 0; i < 300; i++)
        {
            scenario.DeliveryId = $"new {i}";
            await scenario.CallAsync(Wanted.Resolve($"new {i}") with { IsTimed = true });
        }

        using var file = new RawDatabase(scenario.Folder.Incidents);
        Assert.Equal(["300"], file.Read("SELECT count(*) FROM resolves"));
        Assert.Equal(["300"], file.Read("SELECT count(*) FROM deliveries"));
    }
}
