namespace Callgoose.Incidents;

/// <summary>What came of one <see cref="ServiceAction"/>. Valid once the store has committed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Incident">The incident that was created, or else the one that was touched; the default value if none was.</param>
public readonly record struct ActionResult(ActionResultKind Kind, TimeOrderedId Incident);
