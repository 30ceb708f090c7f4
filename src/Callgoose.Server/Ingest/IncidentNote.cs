using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>What a note on the timeline of an incident may be, whichever way it comes in by.</summary>
internal static class IncidentNote
{
    /// <summary>A note, or the comment of an action, has so many characters at most.</summary>
    public const int MaxCharacters = 4096;

    /// <summary>The refusal of a text that is no note, or null.</summary>
    public static Problem? Check(string? note) => string.IsNullOrWhiteSpace(note)
        ? Problems.InvalidRequest("The member 'note' is missing or blank; it is the text of the note.")
        : CheckLength(note);

    /// <summary>The refusal of a text that is too long, or null.</summary>
    public static Problem? CheckLength(string? text) => text?.Length > MaxCharacters && text.EnumerateRunes().Count() > MaxCharacters
        ? Problems.InvalidRequest($"The text has more than {MaxCharacters} characters; shorten it.")
        : null;

    /// <summary>The refusal of a note that was not added, or null.</summary>
    public static Problem? RefusalOf(ActionOutcome outcome) => outcome switch
    {
        ActionOutcome.NotFound => Problems.IncidentNotFound,
        ActionOutcome.Refused => Problems.TooManyNotes,
        _ => null,
    };
}
