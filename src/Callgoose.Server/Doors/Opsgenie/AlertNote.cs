namespace Callgoose.Doors.Opsgenie;

/// <summary>A note to add to an alert.</summary>
/// <param name="Identifier">The identifier of the alert.</param>
/// <param name="IsAlias">Whether the identifier is the alias; otherwise it is the id of the incident.</param>
/// <param name="Text">The text.</param>
internal readonly record struct AlertNote(string Identifier, bool IsAlias, string Text);
