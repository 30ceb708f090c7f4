using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>Holds the writer until it is let go, so that what comes meanwhile is one batch.</summary>
internal sealed class HoldingCommand : StoreCommand, IDisposable
{
    private readonly ManualResetEventSlim holding = new();
    private readonly ManualResetEventSlim released = new();

    public void WaitUntilHolding() => holding.Wait();

    public void Release() => released.Set();

    /// <summary>Lets go, so that a test that fails ends. The events stay: the writer may be waiting for one.</summary>
    public void Dispose() => Release();

    protected override void Apply(IIncidentStore store, CallRules rules)
    {
        holding.Set();
        released.Wait();
    }
}
