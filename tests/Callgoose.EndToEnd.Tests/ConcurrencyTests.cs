using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>Each key has at most one active incident, also with simultaneous calls (Incidents/README.md rule 6).</summary>
public class ConcurrencyTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Senders = 64;

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("third")]
    public async Task Of_many_senders_of_one_key_one_opens_and_one_resolves(string key)
    {
        (HttpStatusCode Status, JsonElement Answer)[] triggers = await AtOnceAsync(Payloads.Started(key));
        Assert.Equal(1, triggers.Count(static t => t.Status == HttpStatusCode.Created));
        Assert.Equal(Senders - 1, triggers.Count(static t => t.Status == HttpStatusCode.OK && t.Answer.GetProperty("triggered").GetProperty("duplicate").GetBoolean()));
        string id = Assert.Single(triggers.Select(static t => Assert.Single(t.Answer.GetProperty("incidents").EnumerateArray()).GetString()!).Distinct());
        Assert.Equal(Senders, (await server.Http.ReadAsync("/v1/incidents/" + id)).GetProperty("occurrences").GetInt32());

        (HttpStatusCode Status, JsonElement Answer)[] resolves = await AtOnceAsync(Payloads.Resolved(key));
        Assert.All(resolves, static r => Assert.Equal(HttpStatusCode.OK, r.Status));
        Assert.Equal(1, resolves.Count(static r => r.Answer.GetProperty("resolved").GetProperty("resolved").GetBoolean()));
        Assert.Equal(Senders - 1, resolves.Count(static r => r.Answer.GetProperty("resolved").GetProperty("duplicate").GetBoolean()));
        Assert.Equal(2, (await server.Http.ReadAsync("/v1/incidents/" + id)).GetProperty("timeline").GetArrayLength());
    }

    [Fact]
    public async Task Identical_payloads_without_a_key_open_one_incident()
    {
        (HttpStatusCode Status, JsonElement Answer)[] triggers = await AtOnceAsync("""{"status":"Started","title":"no key"}""");

        Assert.Equal(1, triggers.Count(static t => t.Status == HttpStatusCode.Created));
        Assert.Single(triggers.Select(static t => t.Answer.GetProperty("incidents")[0].GetString()).Distinct());
    }

    /// <summary>Each sender has its connection open before any of them sends.</summary>
    private async Task<(HttpStatusCode Status, JsonElement Answer)[]> AtOnceAsync(string payload)
    {
        HttpClient[] clients = [.. Enumerable.Range(0, Senders).Select(_ => server.Server.Client(server.Token))];
        await Task.WhenAll(clients.Select(static http => http.ReadAsync("/healthz")));
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(HttpStatusCode Status, JsonElement Answer)>[] calls = [.. clients.Select(async http =>
        {
            await start.Task;
            return await http.SendAsync(payload);
        })];
        start.SetResult();
        (HttpStatusCode Status, JsonElement Answer)[] answers = await Task.WhenAll(calls);
        Array.ForEach(clients, static http => http.Dispose());
        return answers;
    }
}
