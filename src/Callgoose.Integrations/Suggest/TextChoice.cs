using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>The keys of the title and of the description.</summary>
/// <param name="Title">The title's key, or null.</param>
/// <param name="Description">The description's key, or null.</param>
/// <param name="Findings">How certain they are.</param>
internal sealed record TextChoice(string? Title, string? Description, IReadOnlyList<Finding> Findings)
{
    private static readonly Dictionary<string, int> Titles = new(StringComparer.Ordinal)
    {
        ["title"] = 14, ["summary"] = 12, ["subject"] = 11, ["alertname"] = 11, ["name"] = 7, ["headline"] = 12, ["rule"] = 4, ["alert"] = 4, ["alarm"] = 5, ["monitor"] = 4, ["check"] = 4, ["incident"] = 3,
        ["condition"] = 3, ["issue"] = 3, ["event"] = 2, ["search"] = 4, ["message"] = 5, ["msg"] = 6, ["output"] = 5, ["description"] = 2, ["reason"] = 2, ["display"] = 2, ["problem"] = 5, ["monitorname"] = 11,
        ["user"] = -14, ["account"] = -10, ["org"] = -10, ["team"] = -8, ["project"] = -4, ["owner"] = -12, ["actor"] = -14, ["sender"] = -14, ["sensor"] = 2, ["policy"] = -1, ["metric"] = -3, ["workflow"] = 2,
        ["type"] = -12, ["region"] = -10, ["source"] = -12, ["group"] = -4, ["url"] = -16, ["link"] = -16, ["receiver"] = -16, ["host"] = -1, ["location"] = -10, ["id"] = -14, ["schema"] = -20, ["tag"] = -14, ["text"] = 1,
    };

    private static readonly Dictionary<string, int> Descriptions = new(StringComparer.Ordinal)
    {
        ["description"] = 12, ["message"] = 11, ["msg"] = 10, ["details"] = 11, ["detail"] = 8, ["body"] = 9, ["content"] = 10, ["reason"] = 10, ["cause"] = 11, ["output"] = 10, ["text"] = 8, ["summary"] = 6,
        ["long"] = 3, ["error"] = 4, ["type"] = -14, ["id"] = -14, ["url"] = -6, ["source"] = -12, ["user"] = -14, ["token"] = -30, ["subject"] = 2, ["state"] = -6, ["raw"] = 4, ["old"] = -8, ["value"] = -4,
    };

    /// <summary>Finds the keys.</summary>
    public static TextChoice Find(IReadOnlyList<FlatPayload> payloads, StatusChoice status)
    {
        FlatPayload[] open = [.. payloads.Where((_, i) => status.Phases[i] == Phase.Open)];
        FlatPayload[] looked = open.Length > 0 ? open : [.. payloads];
        FlatValue? title = Best(looked, status.Key, Titles, 3, 300);
        FlatValue? description = Best(looked, title?.Key, Descriptions, 3, int.MaxValue) is FlatValue found && found.Key != status.Key ? found : null;
        Finding titled = title is null ? new Finding("title", "none", Certainty.Guess, "no text reads like a title: the source's name is used")
            : new Finding("title", title.Key, Score(title, Titles) >= 10 ? Certainty.Likely : Certainty.Guess, $"by its name and its text, \"{Cut(title.Text)}\"");
        Finding described = description is null ? new Finding("description", "the whole payload", Certainty.Likely, "no other text reads like one")
            : new Finding("description", description.Key, Certainty.Likely, $"by its name and its text, \"{Cut(description.Text)}\"");
        return new TextChoice(title?.Key, description?.Key, [titled, described]);
    }

    private static FlatValue? Best(FlatPayload[] payloads, string? taken, Dictionary<string, int> weights, int shortest, int longest) => payloads
        .SelectMany(static payload => payload.Values.Values)
        .DistinctBy(static value => value.Key)
        .Where(value => value.Key != taken && value.Kind == JsonValueKind.String && value.Text.Length >= shortest && value.Text.Length <= longest && value.Text.Any(char.IsLetter) && !IsAddress(value.Text))
        .Select(value => (value, Score: Score(value, weights) + (payloads.All(payload => payload.Values.ContainsKey(value.Key)) ? 6 : -6) + (value.Text.Contains(' ') ? 3 : 0)))
        .Where(static candidate => candidate.Score > 6)
        .OrderByDescending(static candidate => candidate.Score)
        .Select(static candidate => candidate.value)
        .FirstOrDefault();

    private static int Score(FlatValue value, Dictionary<string, int> weights) =>
        value.NameWords.Sum(word => weights.GetValueOrDefault(word, 0)) - value.Depth - (value.Key.Contains("[0]", StringComparison.Ordinal) ? 3 : 0);

    private static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal) && !text.Contains(' ');

    private static string Cut(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 60), "…");
    }
}
