using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>Holds the writer until it is released, so that all later calls form one batch.</summary>
internal sealed class HoldingCommand : StoreCommand, IDisposable
{
    private readonly ManualResetEventSlim holding = new();
    private readonly ManualResetEventSlim released = new();

    public void WaitUntilHolding() => holding.Wait();

    public void Release() => released.Set();

    /// <summary>Releases the writer, so that a failing test ends. The events stay: the writer may be waiting for one.</summary>
    public void Dispose() => Release();

    protected override void Apply(IIncidentStore store, CallRules rules)
    {
        holding.Set();
        released.Wait();
    }
}
