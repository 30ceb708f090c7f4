using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>What is remembered for a day of a delivery that named itself by an id.</summary>
/// <param name="ReceivedAt">When it was received, in Unix milliseconds (UTC).</param>
/// <param name="AnyFilterPassed">Whether a filter passed.</param>
/// <param name="Reason">Why none did.</param>
/// <param name="Outcome">What it did.</param>
/// <param name="Incidents">The incidents that it created, changed or saw again.</param>
public sealed record RememberedDelivery(long ReceivedAt, bool AnyFilterPassed, NoEffectReason Reason, CallOutcome Outcome, IReadOnlyList<TimeOrderedId> Incidents);
