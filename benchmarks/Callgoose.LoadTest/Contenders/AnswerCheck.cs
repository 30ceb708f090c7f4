using System.Net.Http.Headers;
using System.Text.Json;
using Callgoose.LoadTest.Load;

namespace Callgoose.LoadTest.Contenders;

/// <summary>
/// Sends three webhooks to a contender before it is measured: one that opens an incident, one with a wrong token, one that no filter passes. It must
/// do what it claims and must not do what it does not claim, or the table would lie.
/// </summary>
internal static class AnswerCheck
{
    /// <summary>How many of these webhooks open an incident at a contender with these abilities.</summary>
    public static int Opened(Abilities abilities) => 1 + (abilities.Authenticates ? 0 : 1) + (abilities.Filters ? 0 : 1);

    /// <summary>Checks.</summary>
    /// <exception cref="LoadTestException">It answers differently.</exception>
    public static async Task RunAsync(IContender contender, RunningServer server)
    {
        using var http = new HttpClient();
        string payload = await File.ReadAllTextAsync(Payloads.PathOf(server.Payload));
        string key = $"INC-{Guid.NewGuid():N}";

        (int status, string body) = await SendAsync(http, server, server.Token, WithKey(payload, key));
        if (status != server.ExpectedStatus || !HasForm(body, server.ExpectedBody, key))
        {
            throw new LoadTestException(
                $"{contender.Name} answers a webhook that opens an incident with {status} and '{body}', not with "
                + $"{server.ExpectedStatus} and {server.ExpectedBody}.");
        }

        (status, _) = await SendAsync(http, server, "cg_wrong", WithKey(payload, $"{key}-1"));
        Hold(contender, status == server.ExpectedStatus, contender.Abilities.Authenticates, "refuse a wrong token", status);

        string passedByNone = payload.Replace("Started", "started", StringComparison.Ordinal);
        (status, _) = await SendAsync(http, server, server.Token, WithKey(passedByNone, $"{key}-2"));
        Hold(contender, status == server.ExpectedStatus, contender.Abilities.Filters, "filter", status);
    }

    private static void Hold(IContender contender, bool accepted, bool claimed, string what, int status)
    {
        if (accepted == claimed)
        {
            throw new LoadTestException(
                $"{contender.Name} is said {(claimed ? "to" : "not to")} {what}, but answered with {status}.");
        }
    }

    private static string WithKey(string payload, string key) =>
        payload.Replace(Payloads.Key, key, StringComparison.Ordinal);

    private static async Task<(int Status, string Body)> SendAsync(HttpClient http, RunningServer server, string token, string payload)
    {
        using var content = new StringContent(payload, MediaTypeHeaderValue.Parse("application/json"));
        content.Headers.Add("X-Callgoose-Auth", token);
        using HttpResponseMessage answer = await http.PostAsync(server.Target, content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static bool HasForm(string body, AnswerBody expected, string key) => expected switch
    {
        AnswerBody.Verdict => IsVerdict(body),
        AnswerBody.IncidentKey => body.Trim() == key,
        AnswerBody.Text => body.Length > 0,
        _ => body.Length == 0,
    };

    private static bool IsVerdict(string body)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(body);
            JsonElement root = answer.RootElement;
            return root.GetProperty("id").GetString() is { Length: > 0 }
                && !root.GetProperty("resolved").GetProperty("resolved").GetBoolean()
                && root.GetProperty("triggered").GetProperty("created").GetBoolean()
                && root.GetProperty("incidents").GetArrayLength() == 1;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
