using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>The rules for notes on the timeline of an incident, the same for every way to add one.</summary>
internal static class IncidentNote
{
    /// <summary>The maximum length of a note or of an action's comment, in characters.</summary>
    public const int MaxCharacters = 4096;

    /// <summary>Returns the refusal of an invalid note, or null.</summary>
    public static Problem? Check(string? note) => string.IsNullOrWhiteSpace(note)
        ? Problems.InvalidRequest("The member 'note' is missing or blank; it is the text of the note.")
        : CheckLength(note);

    /// <summary>Returns the refusal of a text that is too long, or null.</summary>
    public static Problem? CheckLength(string? text) => text?.Length > MaxCharacters && text.EnumerateRunes().Count() > MaxCharacters
        ? Problems.InvalidRequest($"The text has more than {MaxCharacters} characters; shorten it.")
        : null;

    /// <summary>Returns the refusal of a note that was not added, or null.</summary>
    public static Problem? RefusalOf(ActionOutcome outcome) => outcome switch
    {
        ActionOutcome.NotFound => Problems.IncidentNotFound,
        ActionOutcome.Refused => Problems.TooManyNotes,
        _ => null,
    };
}
