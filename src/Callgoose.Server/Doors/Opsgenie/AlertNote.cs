namespace Callgoose.Doors.Opsgenie;

/// <summary>A note that a request wants to add.</summary>
/// <param name="Identifier">Which alert.</param>
/// <param name="IsAlias">Whether that is its alias; otherwise it is the id of the incident.</param>
/// <param name="Text">The note.</param>
internal readonly record struct AlertNote(string Identifier, bool IsAlias, string Text);
