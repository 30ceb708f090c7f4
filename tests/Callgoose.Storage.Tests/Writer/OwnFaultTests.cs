using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>A command that fails by itself leaves nothing behind and does not affect others.</summary>
public sealed class OwnFaultTests
{
    [Fact]
    public async Task Its_neighbours_are_committed_once()
    {
        await using var scenario = new StoreScenario();
        using var holding = new HoldingCommand();
        Task<CommitStatus> held = scenario.Store.CommitAsync(holding).AsTask();
        holding.WaitUntilHolding();
        var faulty = new ActionCommand(store =>
        {
            Insert(store, scenario.Store.Ids.Next());
            throw new NotSupportedException("a defect");
        });
        Task<CommitStatus> before = scenario.Store.CommitAsync(Calls.Of(Wanted.Trigger("INC-1") with { Service = "before" })).AsTask();
        Task<CommitStatus> fault = scenario.Store.CommitAsync(faulty).AsTask();
        Task<CommitStatus> after = scenario.Store.CommitAsync(Calls.Of(Wanted.Trigger("INC-2") with { Service = "after" })).AsTask();
        holding.Release();

        Assert.Equal(CommitStatus.Committed, await held);
        Assert.Equal(CommitStatus.Committed, await before);
        Assert.Equal("a defect", (await Assert.ThrowsAsync<NotSupportedException>(() => fault)).Message);
        Assert.Equal(CommitStatus.Committed, await after);

        Assert.Equal(2, faulty.Undone);
        Assert.Equal(["after", "before"], scenario.All.Select(static incident => incident.Service));
        Assert.True(scenario.Store.IsHealthy);
        Assert.Empty(scenario.HealthChanges);
    }

    [Fact]
    public async Task Values_that_SQLite_refuses_are_the_fault_of_the_command()
    {
        await using var scenario = new StoreScenario();
        TimeOrderedId id = scenario.Store.Ids.Next();
        var faulty = new ActionCommand(store =>
        {
            Insert(store, id);
            Insert(store, id);
        });

        await Assert.ThrowsAsync<StoreException>(async () => await scenario.Store.CommitAsync(faulty));

        Assert.Empty(scenario.All);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("INC-1"))).Created);
        Assert.Empty(scenario.HealthChanges);
    }

    private static void Insert(IIncidentStore store, TimeOrderedId id) => store.Insert(new NewIncident
    {
        Id = id,
        Scope = new ServiceScope(string.Empty, "faulty"),
        Key = "INC"u8,
        BodyDigest = default,
        Urgency = Urgency.High,
        Source = default,
        Title = "title"u8,
        Description = "description"u8,
        TriggeredAt = 1,
    });
}
