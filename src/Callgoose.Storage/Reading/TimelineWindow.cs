using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>
/// What one answer shows of a timeline: the first line, and the newest ones as far as they fit. A timeline has no bound of its own, because
/// no state of an incident may be refused to people, and what they write with it is kept.
/// </summary>
public sealed class TimelineWindow
{
    /// <summary>How many lines it has at most, without the first one of the timeline.</summary>
    public const int MaxLines = 1000;

    /// <summary>How many characters of text the lines have at most, without the first one of the timeline.</summary>
    public const int MaxCharacters = 256 * 1024;

    private readonly List<Transition> newest = [];
    private int characters;

    /// <summary>Adds the line before the one that was added last; the newest one comes first.</summary>
    /// <returns>Whether it fits. If not, all before it are left out too.</returns>
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
    /// <param name="first">The first line of the timeline, where it did not fit; null where all did.</param>
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
