using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>Runs an action of the test.</summary>
internal sealed class ActionCommand(Action<IIncidentStore> apply) : StoreCommand
{
    public int Undone { get; private set; }

    protected override void Apply(IIncidentStore store, CallRules rules) => apply(store);

    protected override void Undo() => Undone++;
}
