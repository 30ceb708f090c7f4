using System.Globalization;
using System.Text.Json;

namespace Callgoose.Suggest;

/// <summary>The key or keys whose values identify the incident.</summary>
/// <param name="Keys">One key, or two that are joined; none if no value can identify it.</param>
/// <param name="Finding">How certain that is.</param>
internal sealed record KeyChoice(IReadOnlyList<string> Keys, Finding Finding)
{
    private const int MaxText = 200;

    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal)
    {
        ["fingerprint"] = 14, ["dedup"] = 14, ["incident"] = 9, ["issue"] = 8, ["alert"] = 6, ["alarm"] = 6, ["id"] = 9, ["key"] = 9, ["uid"] = 10, ["uuid"] = 10, ["guid"] = 10, ["arn"] = 10, ["self"] = 6,
        ["group"] = 2, ["check"] = 5, ["monitor"] = 5, ["sensor"] = 5, ["problem"] = 6, ["cycle"] = 4, ["event"] = 2, ["code"] = 3, ["test"] = 3, ["rule"] = 2, ["search"] = 4, ["trigger"] = 1,
        ["name"] = 3, ["host"] = 4, ["hostname"] = 4, ["service"] = 3, ["instance"] = 3, ["url"] = 1, ["title"] = 2, ["number"] = 3, ["target"] = 3, ["ref"] = 2, ["workflow"] = 3, ["branch"] = 2,
        ["version"] = -30, ["account"] = -8, ["org"] = -8, ["organization"] = -8, ["user"] = -12, ["team"] = -8, ["actor"] = -14, ["sender"] = -12, ["author"] = -12, ["policy"] = -4, ["condition"] = -2,
        ["region"] = -10, ["location"] = -10, ["type"] = -12, ["receiver"] = -10, ["owner"] = -12, ["severity"] = -30, ["priority"] = -30, ["level"] = -20, ["count"] = -30, ["total"] = -20, ["duration"] = -30,
        ["message"] = -10, ["msg"] = -10, ["description"] = -12, ["summary"] = -6, ["text"] = -12, ["reason"] = -14, ["output"] = -12, ["details"] = -12, ["source"] = -12, ["token"] = -30,
        ["status"] = -14, ["state"] = -14, ["value"] = -14, ["threshold"] = -14, ["tags"] = -14, ["tag"] = -6, ["ip"] = -4, ["address"] = -2, ["color"] = -20, ["installation"] = -20, ["signature"] = -30, ["what"] = -14, ["operation"] = -8, ["avatar"] = -20, ["email"] = -14, ["node"] = -2,
        ["time"] = -30, ["timestamp"] = -30, ["date"] = -30, ["at"] = -30, ["utc"] = -20, ["attempt"] = -20, ["ping"] = -20, ["link"] = -3, ["image"] = -20, ["sha"] = -8, ["message_id"] = -10,
    };

    /// <summary>Finds the key.</summary>
    public static KeyChoice Find(IReadOnlyList<FlatPayload> payloads, StatusChoice status)
    {
        FlatPayload[] open = Of(Phase.Open);
        FlatPayload[] closed = Of(Phase.Closed);
        FlatPayload[] all = [.. open, .. closed, .. Of(Phase.Acknowledged)];
        if (all.Length == 0)
        {
            return None;
        }

        (FlatValue Value, int Score, int Distinct)[] ranked =
        [
            .. all[0].Values.Values
                .Where(value => value.Key != status.Key && value.Kind is JsonValueKind.String or JsonValueKind.Number && IsName(value) && all.All(payload => payload.Values.ContainsKey(value.Key)) && IsConsistent(value.Key))
                .Select(value => (value, Distinct: Count(open, value.Key)))
                .Select(pair => (pair.value, Score(pair.value) + Paired(pair.value.Key) + (open.Length > 1 && Score(pair.value) > 0 ? 24 * (pair.Distinct - 1) / (open.Length - 1) : 0), pair.Distinct))
                .OrderByDescending(static candidate => candidate.Item2).ThenBy(static candidate => candidate.value.Depth),
        ];
        if (ranked.Length == 0 || Score(ranked[0].Value) < -4)
        {
            return None;
        }

        FlatValue best = ranked[0].Value;
        (FlatValue Value, int, int) partner = ranked.FirstOrDefault(candidate => IsHost(best) ? IsPart(candidate.Value) : IsPart(best) && IsHost(candidate.Value));
        bool isJoined = partner.Value is not null && !best.NameWords.Any(static word => word is "id" or "uid" or "uuid" or "guid" or "key" or "fingerprint");
        string[] keys = !isJoined ? [best.Key] : IsHost(best) ? [best.Key, partner.Value!.Key] : [partner.Value!.Key, best.Key];
        Certainty certainty = closed.Length == 0 ? (Score(ranked[0].Value) >= 10 ? Certainty.Likely : Certainty.Guess)
            : ranked[0].Distinct > 1 && Score(ranked[0].Value) >= 5 ? Certainty.Sure
            : ranked.Length > 1 && ranked[1].Score == ranked[0].Score ? Certainty.Guess : Certainty.Likely;
        string why = closed.Length == 0 ? "by its name; no payload shows that an end has the same"
            : "every end has that of a beginning" + (open.Length < 2 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", and {ranked[0].Distinct} of {open.Length} beginnings differ in it"));
        return new KeyChoice(keys, new Finding("incident key", string.Join(" + ", keys), certainty, why));

        FlatPayload[] Of(Phase phase) => [.. payloads.Where((_, i) => status.Phases[i] == phase)];

        // An end whose beginning is not among the payloads proves nothing, so one matching pair is enough.
        int Paired(string key) => closed.Length == 0 || open.Length == 0 ? 0 : 24 * closed.Count(end => open.Any(begin => begin.Values[key].Text == end.Values[key].Text)) / closed.Length;

        bool IsConsistent(string key) => closed.Length == 0 || open.Length == 0 || closed.Any(end => open.Any(begin => begin.Values[key].Text == end.Values[key].Text));
    }

    private static KeyChoice None { get; } = new([], new Finding("incident key", "none", Certainty.Guess, "no value stands in a beginning and its end alike: such an incident cannot be resolved by a call"));

    private static int Count(IEnumerable<FlatPayload> payloads, string key) => payloads.Select(payload => payload.Values[key].Text).Distinct(StringComparer.Ordinal).Count();

    private static bool IsHost(FlatValue value) => value.NameWords.Any(static word => word is "host" or "hostname" or "instance" or "server");

    private static bool IsPart(FlatValue value) => value.NameWords.Any(static word => word is "service" or "check" or "servicedesc" or "alertname" or "search") && !value.NameWords.Any(static word => word is "state" or "status" or "output" or "type");

    private static bool IsName(FlatValue value) =>
        value.Text.Length is > 0 and <= MaxText && !value.Text.Contains('\n') && Score(value) > -10 && PhaseWords.Of(value.Text, isStatus: true) == Phase.Unknown
        && (value.Kind == JsonValueKind.Number || Incidents.OccurredAt.Parse(System.Text.Encoding.UTF8.GetBytes(value.Text)) is null || value.Text.All(char.IsAsciiDigit));

    private static int Score(FlatValue value) =>
        value.NameWords.Sum(static word => Weights.GetValueOrDefault(word, 0))
        + (value.NameWords.Count == 1 && value.NameWords[0].Length > 8 ? Weights.Where(pair => pair.Key.Length > 2 && value.NameWords[0].EndsWith(pair.Key, StringComparison.Ordinal)).Sum(static pair => pair.Value) / 2 : 0)
        - (2 * value.Depth) - (value.Key.Contains("[0]", StringComparison.Ordinal) ? 12 : 0);
}
