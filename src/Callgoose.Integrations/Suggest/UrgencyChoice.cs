namespace Callgoose.Suggest;

/// <summary>The key whose value determines the urgency.</summary>
/// <param name="Key">The key; null to give all incidents high urgency.</param>
/// <param name="Low">The values that mean low urgency.</param>
/// <param name="Finding">How certain that is.</param>
internal sealed record UrgencyChoice(string? Key, IReadOnlyList<string> Low, Finding Finding)
{
    private static readonly string[] Names = ["severity", "priority", "importance", "urgency"];
    private static readonly string[] LowWords = ["info", "informational", "information", "low", "notice", "debug", "minor", "trivial", "lowest", "none"];

    /// <summary>Finds the key. Unknown values mean high: one page too many is the smaller mistake.</summary>
    public static UrgencyChoice Find(IReadOnlyList<FlatPayload> payloads, StatusChoice status)
    {
        FlatValue? found = payloads
            .Where((_, i) => status.Phases[i] == Phase.Open)
            .SelectMany(static payload => payload.Values.Values)
            .Where(value => value.Key != status.Key && value.NameWords.Any(Names.Contains) && value.Text.Length is > 0 and <= 30 && value.Text.Any(char.IsLetter))
            .OrderBy(static value => value.Depth)
            .FirstOrDefault();
        return found is null
            ? new UrgencyChoice(null, [], new Finding("urgency", "high", Certainty.Likely, "no value is named like one"))
            : new UrgencyChoice(found.Key, LowWords, new Finding("urgency", found.Key, Certainty.Guess, $"by its name; \"{found.Text}\" and all else is high, {string.Join(", ", LowWords.Take(4))} and the like are low"));
    }
}
