using Callgoose.Incidents;

namespace Callgoose.Storage.Tests;

/// <summary>Holds the writer until it is let go, so that what comes meanwhile is one batch.</summary>
internal sealed class HoldingCommand : StoreCommand, IDisposable
{
    private readonly ManualResetEventSlim holding = new();
    private readonly ManualResetEventSlim released = new();

    public void WaitUntilHolding() => holding.Wait();

    public void Release() => released.Set();

    public void Dispose()
    {
        holding.Dispose();
        released.Dispose();
    }

    protected override void Apply(IIncidentStore store, CallRules rules)
    {
        holding.Set();
        released.Wait();
    }
}
