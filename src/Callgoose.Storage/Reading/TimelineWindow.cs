using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>
/// The part of a timeline that one answer shows: the first line, and as many of the newest as fit. A timeline itself has no limit, because
/// people may always change the state of an incident, and what they write with the change is kept.
/// </summary>
public sealed class TimelineWindow
{
    /// <summary>The maximum number of lines, not counting the first line of the timeline.</summary>
    public const int MaxLines = 1000;

    /// <summary>The maximum number of characters of text in the lines, not counting the first line of the timeline.</summary>
    public const int MaxCharacters = 256 * 1024;

    private readonly List<Transition> newest = [];
    private int characters;

    /// <summary>Adds a line. Lines are added from the newest to the oldest.</summary>
    /// <returns>True if the line fits. If not, all lines before it are left out too.</returns>
    public bool TryAdd(Transition line)
    {
        characters += Length(line);
        if (newest.Count == MaxLines || characters > MaxCharacters)
        {
            return false;
        }

        newest.Add(line);
        return true;
    }

    /// <summary>The lines that fit, oldest first.</summary>
    /// <param name="first">The first line of the timeline, if it did not fit; null if all lines did.</param>
    public IReadOnlyList<Transition> ToTimeline(Transition? first)
    {
        IEnumerable<Transition> lines = newest.AsEnumerable().Reverse();
        return [.. first is Transition oldest ? lines.Prepend(oldest) : lines];
    }

    private static int Length(Transition line) => line.Cause.Length + (line.Comment?.Length ?? 0)
        + (line.Changes is IncidentChanges changes ? Length(changes) : 0);

    private static int Length(IncidentChanges changes) => (changes.TitleWas?.Length ?? 0) + (changes.TitleIs?.Length ?? 0)
        + (changes.DescriptionWas?.Length ?? 0) + (changes.DescriptionIs?.Length ?? 0) + (changes.Joined?.Length ?? 0);
}
