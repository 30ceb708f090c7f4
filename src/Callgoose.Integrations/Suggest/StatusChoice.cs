using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>The key that distinguishes open from closed, and the payloads by its value.</summary>
/// <param name="Key">The key; null if none was found.</param>
/// <param name="Phases">The phase of each payload.</param>
/// <param name="Open">The values that mean open.</param>
/// <param name="Closed">The values that mean over.</param>
/// <param name="Acknowledged">The values that mean acknowledged.</param>
/// <param name="Finding">How certain that is.</param>
internal sealed record StatusChoice(
    string? Key, IReadOnlyList<Phase> Phases, IReadOnlyList<string> Open, IReadOnlyList<string> Closed, IReadOnlyList<string> Acknowledged, Finding Finding)
{
    private static readonly string[] Names = ["status", "state", "condition", "transition", "conclusion", "phase"];
    private static readonly string[] Events = ["event", "action", "notification", "kind", "type", "value", "group"];
    private static readonly string[] Before = ["previous", "prev", "old", "last", "was", "before"];
    private static readonly string[] Grades = ["severity", "priority", "level", "urgency", "importance", "impact", "message", "msg", "title", "name", "summary", "description", "reason", "output", "url", "body", "text", "details"];

    /// <summary>Finds the key.</summary>
    public static StatusChoice Find(IReadOnlyList<FlatPayload> payloads)
    {
        (string Key, int Score, Phase[] Phases)? best = null;
        foreach (FlatValue candidate in payloads.SelectMany(static payload => payload.Values.Values).DistinctBy(static value => value.Key))
        {
            Phase[] phases = [.. payloads.Select(payload => payload.Values.TryGetValue(candidate.Key, out FlatValue? value) ? PhaseOf(value) : Phase.Unknown)];
            int known = phases.Count(static phase => phase != Phase.Unknown);
            bool tells = phases.Contains(Phase.Open) && phases.Contains(Phase.Closed);
            int score = (known * 12) + (tells ? 60 : 0) + (phases.Contains(Phase.Open) ? 0 : -40) + NameScore(candidate) - (3 * candidate.Depth);
            if (known > 0 && (tells ? NameScore(candidate) > -20 || IsGrade(candidate) : NameScore(candidate) > -20 && !IsFlag(candidate)) && (best is null || score > best.Value.Score))
            {
                best = (candidate.Key, score, phases);
            }
        }

        return best is var (key, _, found) ? Of(payloads, key, found, byWords: true) : ByAllTexts(payloads);
    }

    /// <summary>
    /// Tells whether a value is true or false. If it is the same in all payloads, it proves nothing: a monitor is active even while it
    /// fails.
    /// </summary>
    private static bool IsFlag(FlatValue value) => value.Kind is JsonValueKind.True or JsonValueKind.False;

    private static Phase PhaseOf(FlatValue value) => IsFlag(value)
        ? PhaseWords.OfFlag(value.NameWords, value.Kind == JsonValueKind.True)
        : PhaseWords.Of(value.Text, IsGrade(value) || value.NameWords.Concat(value.ParentWords).Any(static word => Names.Contains(word) || Events.Contains(word)));

    /// <summary>Tells whether a value is a severity, which also reports an end if it becomes "ok".</summary>
    private static bool IsGrade(FlatValue value) => value.NameWords.Any(static word => word is "severity" or "level") && !value.NameWords.Any(Before.Contains);

    private static int NameScore(FlatValue value) =>
        (value.NameWords.Any(Names.Contains) ? 20 : value.ParentWords.Any(Names.Contains) ? 14 : value.NameWords.Any(Events.Contains) ? 10 : 0)
        - (value.NameWords.Any(Before.Contains) ? 40 : 0)
        - (value.NameWords.Any(Grades.Contains) ? 40 : 0)
        - (value.Key.Contains("[0]", StringComparison.Ordinal) ? 10 : 0);

    private static StatusChoice Of(IReadOnlyList<FlatPayload> payloads, string key, Phase[] phases, bool byWords)
    {
        string[] open = Values(Phase.Open);
        string[] closed = Values(Phase.Closed);
        string values = $"{Listed(open)} {(open.Length == 1 ? "opens" : "open")}, {(closed.Length == 0 ? "nothing" : Listed(closed))} {(closed.Length > 1 ? "close" : "closes")}";
        Finding finding = !byWords ? new Finding("status", key, Certainty.Guess, $"no value says open or closed in words; going by the other texts, {values}")
            : open.Length > 0 && closed.Length > 0 ? new Finding("status", key, Certainty.Sure, $"{values}, as the payloads show")
            : payloads.Count > 1 && open.Length + closed.Length == 1 ? new Finding("status", key, Certainty.Guess, $"{values}; all payloads are alike in it")
            : new Finding("status", key, Certainty.Likely, $"{values}; no payload shows {(open.Length == 0 ? "a beginning" : "an end")}");
        return new StatusChoice(key, phases, open, closed, Values(Phase.Acknowledged), finding);

        string[] Values(Phase phase) => [.. payloads.Zip(phases).Where(pair => pair.Second == phase).Select(pair => pair.First.Values[key].Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Finds a key whose values are no known words, but divide the payloads in the same way as their other texts.</summary>
    private static StatusChoice ByAllTexts(IReadOnlyList<FlatPayload> payloads)
    {
        Phase[] phases = [.. payloads.Select(PhaseWords.OfAll)];
        if (phases.Contains(Phase.Open) && phases.Contains(Phase.Closed))
        {
            FlatValue? parting = payloads[0].Values.Values
                .Where(value => value.Text.Length <= 50 && NameScore(value) > -20 && payloads.All(payload => payload.Values.ContainsKey(value.Key)) && Parts(value.Key))
                .OrderByDescending(NameScore).ThenBy(static value => value.Depth)
                .FirstOrDefault();
            if (parting is not null)
            {
                return Of(payloads, parting.Key, phases, byWords: false);
            }
        }

        return new StatusChoice(null, [.. payloads.Select(static _ => Phase.Open)], [], [], [], new Finding("status", "none", Certainty.Guess, "no value tells open from closed: every such payload opens, and nothing resolves"));

        bool Parts(string key)
        {
            var byValue = payloads.Zip(phases).Where(static pair => pair.Second != Phase.Unknown).ToLookup(pair => pair.First.Values[key].Text, static pair => pair.Second);
            return byValue.Count > 1 && byValue.Count <= 4 && byValue.All(static group => group.Distinct().Count() == 1);
        }
    }

    private static string Listed(IEnumerable<string> texts) => string.Join(", ", texts.Select(static text => $"\"{text}\""));
}
