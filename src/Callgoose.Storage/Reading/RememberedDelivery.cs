using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>The remembered answer to a delivery that had an id. It is kept for a day.</summary>
/// <param name="ReceivedAt">When the delivery was received, in Unix milliseconds (UTC).</param>
/// <param name="AnyFilterPassed">True if a filter passed.</param>
/// <param name="Reason">Why no filter passed.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Incidents">The incidents that the delivery created, changed or repeated.</param>
public sealed record RememberedDelivery(long ReceivedAt, bool AnyFilterPassed, NoEffectReason Reason, CallOutcome Outcome, IReadOnlyList<TimeOrderedId> Incidents);
