using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Doors;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Payloads;
using Callgoose.Services;

namespace Callgoose.Cli;

/// <summary>Evaluates logged calls again and keeps the differences. It does not evaluate how incidents change a verdict (a repeat, a late call).</summary>
/// <param name="services">The services with the integrations to try.</param>
internal sealed class Replay(IReadOnlyList<Service> services)
{
    private const int MaxDescription = 80;

    private readonly List<ReplayDifference> differences = [];
    private readonly HashSet<string> missedHeaders = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> foundHeaders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The number of evaluated calls.</summary>
    public int Judged { get; private set; }

    /// <summary>The number of calls that could not be evaluated.</summary>
    public int Skipped { get; private set; }

    /// <summary>
    /// The headers that the schema files read but no logged call has: the log keeps only headers that a schema file named when the
    /// call arrived.
    /// </summary>
    public IReadOnlyList<string> UnknownHeaders => [.. missedHeaders.Except(foundHeaders, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The differences, in the order of the calls.</summary>
    public IReadOnlyList<ReplayDifference> Differences => differences;

    /// <summary>Evaluates a call, in the form of <c>GET /v1/logs/{callId}</c>.</summary>
    public void Judge(JsonElement call)
    {
        byte[] body = Encoding.UTF8.GetBytes(call.GetProperty("body").GetString()!);
        string from = call.GetProperty("from").GetString() ?? string.Empty;
        JsonElement[] logged = [.. call.GetProperty("services").EnumerateArray()];
        (JsonElement Verdict, Service? Service)[] known = [.. logged.Select(verdict => (verdict, services.FirstOrDefault(one => one.Name == verdict.GetProperty("service").GetString())))];
        if (known.Length == 0 || body.Length < call.GetProperty("bodyLength").GetInt32() || known.Any(static one => one.Service is null))
        {
            Skipped++;
            return;
        }

        long receivedAt = DateTimeOffset.Parse(call.GetProperty("receivedAt").GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        PayloadError error = Explainer.Explain(known.Select(static one => one.Service!), from, body, BodyForm.Of(MediaTypeClass.Unstated, body), name => Header(logged, name), receivedAt, out Explanation? explanation);
        if (!error.IsNone)
        {
            Skipped++;
            return;
        }

        Judged++;
        using JsonDocument now = JsonDocument.Parse(JsonText.Write(json => ExplanationJson.WriteMembers(json, explanation!)));
        foreach ((JsonElement before, JsonElement after) in logged.Zip(now.RootElement.GetProperty("services").EnumerateArray()))
        {
            string[] was = [.. Verdicts(before)];
            string[] becomes = [.. Verdicts(after)];
            if (!was.SequenceEqual(becomes, StringComparer.Ordinal))
            {
                differences.Add(new ReplayDifference(
                    call.GetProperty("callId").GetString()!, call.GetProperty("receivedAt").GetString()!, from.Length == 0 ? null : from,
                    before.GetProperty("service").GetString()!, was, becomes));
            }
        }
    }

    private string? Header(JsonElement[] logged, string name)
    {
        string? value = logged
            .Where(static service => service.TryGetProperty("headers", out _))
            .SelectMany(static service => service.GetProperty("headers").EnumerateObject())
            .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(static header => header.Value.GetString())
            .FirstOrDefault();
        (value is null ? missedHeaders : foundHeaders).Add(name);
        return value;
    }

    /// <summary>Describes the verdicts of a service on a call.</summary>
    private static IEnumerable<string> Verdicts(JsonElement service)
    {
        IEnumerable<string> elements = service.TryGetProperty("elements", out JsonElement list)
            ? list.EnumerateArray().SelectMany(static element => Words(element, string.Create(CultureInfo.InvariantCulture, $"{element.GetProperty("list").GetString()}[{element.GetProperty("index").GetInt32()}] ")))
            : [];
        return Words(service, string.Empty).Concat(elements);
    }

    private static IEnumerable<string> Words(JsonElement verdict, string place)
    {
        if (Member(verdict, "trigger") is JsonElement trigger)
        {
            string description = Text(trigger, "description") is string text ? $", \"{(text.Length <= MaxDescription ? text : string.Concat(text.AsSpan(0, MaxDescription), "…"))}\"" : string.Empty;
            string ends = Text(trigger, "ends") is string end ? $", ends {end}" : string.Empty;
            yield return $"{place}opens {Key(trigger)} of urgency {Text(trigger, "urgency")}: \"{Text(trigger, "title")}\"{description}{ends} ({Filter(trigger)})";
        }

        if (Member(verdict, "resolve") is JsonElement resolve)
        {
            yield return $"{place}{(Text(resolve, "withheld") is null ? "resolves" : "would resolve, and does not,")} {Key(resolve)} ({Filter(resolve)})";
        }

        if (Member(verdict, "acknowledge") is JsonElement acknowledge)
        {
            yield return $"{place}acknowledges {Key(acknowledge)} ({Filter(acknowledge)})";
        }
    }

    private static string Key(JsonElement part) => Text(part, "incidentKey") is string key ? $"\"{key}\"" : "an incident without a key";

    private static string Filter(JsonElement part) => $"{Text(part, "integration")} / {Text(part, "filter")}";

    private static JsonElement? Member(JsonElement verdict, string name) =>
        verdict.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out JsonElement member) ? member.GetString() : null;
}
