using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>
/// Adds a line to the timeline of an incident: a message about it could not be delivered and was given up. Does nothing if the incident is
/// gone or has too many lines.
/// </summary>
/// <param name="incident">The incident.</param>
/// <param name="environment">The environment of the incident.</param>
/// <param name="destination">The destination.</param>
/// <param name="reason">Which message, and why it could not be delivered; without secrets.</param>
/// <param name="at">When it was given up, in Unix milliseconds (UTC).</param>
public sealed class DeliveryFailedCommand(TimeOrderedId incident, string environment, string destination, string reason, long at) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) =>
        CallRules.NoteFailedDelivery(store, incident, environment, destination, reason, at);

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        reads.AddIncident(incident, environment);
    }
}
