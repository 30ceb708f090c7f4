namespace Callgoose.Incidents;

/// <summary>The result of one <see cref="ServiceAction"/>. Valid once the store has committed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Incident">The incident that was created or else affected; the default value if there is none.</param>
public readonly record struct ActionResult(ActionResultKind Kind, TimeOrderedId Incident);
