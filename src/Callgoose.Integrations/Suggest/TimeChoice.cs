using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Suggest;

/// <summary>The keys of the times of the beginning and of the end.</summary>
/// <param name="Trigger">The key of the beginning, or null.</param>
/// <param name="Resolve">The key of the end, or null.</param>
/// <param name="Finding">How certain they are; null if there is nothing to report.</param>
internal sealed record TimeChoice(string? Trigger, string? Resolve, Finding? Finding)
{
    private static readonly string[] Begins = ["started", "starts", "start", "began", "fired", "triggered", "opened", "created", "first"];
    private static readonly string[] Ends = ["ended", "ends", "end", "resolved", "recovered", "closed", "recovery"];
    private static readonly string[] Changes = ["changed", "change", "transition", "incident", "occurred", "event"];
    private static readonly string[] Times = ["at", "time", "timestamp", "date", "datetime", "on"];

    /// <summary>Finds the keys: both, or none. With only one of them, a late call could look like a new one.</summary>
    public static TimeChoice Find(IReadOnlyList<FlatPayload> payloads, StatusChoice status)
    {
        FlatPayload[] open = [.. payloads.Where((_, i) => status.Phases[i] == Phase.Open)];
        FlatPayload[] closed = [.. payloads.Where((_, i) => status.Phases[i] == Phase.Closed)];
        if (open.Length == 0 || closed.Length == 0)
        {
            return new TimeChoice(null, null, null);
        }

        string? change = Key(open.Concat(closed), Changes);
        string? begin = Key(open, Begins) ?? change;
        string? end = Key(closed, Ends) ?? change;
        bool isInOrder = begin is not null && end is not null && open.Min(payload => At(payload, begin)) <= closed.Max(payload => At(payload, end));
        return isInOrder
            ? new TimeChoice(begin, end, new Finding("time", begin == end ? begin! : $"{begin}, {end}", begin == change ? Certainty.Guess : Certainty.Likely, "by its name: check that it is the time of the alert, not of the message"))
            : new TimeChoice(null, null, new Finding("time", "none", Certainty.Likely, "no times of a beginning and of an end in all payloads: calls are taken as they come"));
    }

    private static string? Key(IEnumerable<FlatPayload> payloads, string[] words)
    {
        FlatPayload[] all = [.. payloads];
        return all[0].Values.Values
            .Where(value => IsNamed(value, words) && all.All(payload => payload.Values.TryGetValue(value.Key, out FlatValue? other) && At(payload, value.Key) > 0 && other is not null))
            .OrderBy(static value => value.Depth)
            .Select(static value => value.Key)
            .FirstOrDefault();
    }

    private static bool IsNamed(FlatValue value, string[] words) =>
        value.NameWords.Any(words.Contains) && (value.NameWords.Count == 1 || value.NameWords.Any(Times.Contains));

    private static long At(FlatPayload payload, string key) => OccurredAt.Parse(Encoding.UTF8.GetBytes(payload.Values[key].Text)) ?? 0;
}
