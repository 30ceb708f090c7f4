using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Reading;

/// <summary>A token that is bound to a team or a service sees and changes only its incidents (ProcessApi.md 2).</summary>
public sealed class ReachTests(PublishedExecutable executable)
{
    private const string Services = """
        "data": "data", "services": [ { "name": "payments", "team": "core" }, { "name": "ledger", "team": "core" }, { "name": "search", "team": "web" } ]
        """;

    [Fact]
    public async Task Incidents_outside_the_reach_of_a_token_are_not_there_for_it()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Services);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient all = server.Client(await server.WaitForFirstTokenAsync());
        using var aside = new TemporaryFolder();
        string[] knowing = [.. aside.Knowing(["--team", "unknown"]), "--data", Path.Combine(folder.Path, "data")];
        using HttpClient core = server.Client(await folder.CreateTokenAsync("--team", "core", "--scope", "process,read,admin"));
        using HttpClient search = server.Client(await folder.CreateTokenAsync("--service", "search", "--scope", "process,read,admin"));
        using HttpClient nothing = server.Client(await folder.CreateTokenAsync([.. knowing, "--team", "unknown"]));
        using HttpClient elsewhere = server.Client(await folder.CreateTokenAsync("--service", "search", "--environment", "staging"));
        await all.OpenAsync(Payloads.Started("1"));

        Assert.Equal(["search", "ledger", "payments"], await ServicesAsync(all));
        Assert.Equal(["ledger", "payments"], await ServicesAsync(core));
        Assert.Equal(["ledger"], await ServicesAsync(core, "&service=ledger&state=active"));
        Assert.Equal(["search"], await ServicesAsync(search));
        Assert.Empty(await ServicesAsync(search, "&service=ledger"));
        Assert.Empty(await ServicesAsync(nothing));
        Assert.Empty(await ServicesAsync(elsewhere));

        string ledger = (await core.IncidentsAsync("&service=ledger"))[0].Text("id")!;
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await ShowAsync(core, ledger), await ShowAsync(search, ledger)));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await ShowAsync(nothing, ledger), await ShowAsync(elsewhere, ledger)));
        Assert.Equal(HttpStatusCode.NotFound, await ResolveAsync(search, ledger));
        Assert.Equal("triggered", (await all.ReadAsync("/v1/incidents/" + ledger)).Text("state"));
        Assert.Equal(HttpStatusCode.OK, await ResolveAsync(core, ledger));
        Assert.Equal("resolved", (await all.ReadAsync("/v1/incidents/" + ledger)).Text("state"));
    }

    [Fact]
    public async Task A_bound_token_sees_of_a_change_no_service_but_its_own()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Services);
        await using RunningServer server = await folder.ServeAsync();
        string key = await folder.CreateTokenAsync("--routing-key", "--scope", "process");
        using HttpClient all = server.Client(await folder.CreateTokenAsync());
        using HttpClient core = server.Client(await folder.CreateTokenAsync("--team", "core"));
        using HttpClient search = server.Client(await folder.CreateTokenAsync("--service", "search"));
        await all.PostAsync($$"""{"routing_key":"{{key}}","payload":{"summary":"Deployed"} }""", path: "/v2/change/enqueue");

        string id = (await all.ReadAsync("/v1/changes")).GetProperty("changes")[0].Text("id")!;
        foreach ((HttpClient http, string services) in ((HttpClient, string)[])[(all, "payments,ledger,search"), (core, "payments,ledger"), (search, "search")])
        {
            Assert.Equal(services, Names((await http.ReadAsync("/v1/changes")).GetProperty("changes")[0]));
            Assert.Equal(services, Names(await http.ReadAsync("/v1/changes/" + id)));
        }

        static string Names(System.Text.Json.JsonElement change) => string.Join(',', change.GetProperty("services").EnumerateArray().Select(static name => name.GetString()));
    }

    [Fact]
    public async Task A_bound_token_sees_of_the_log_its_own_calls()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Services);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient all = server.Client(await folder.CreateTokenAsync("--debug"));
        using HttpClient search = server.Client(await folder.CreateTokenAsync("--service", "search", "--debug"));
        string allCall = await CallAsync(all);
        string searchCall = await CallAsync(search);

        for (DateTime end = DateTime.UtcNow.AddMinutes(1); (await CallsAsync(all)).Length < 2 && DateTime.UtcNow < end;)
        {
            await Task.Delay(20);
        }

        Assert.Equal([searchCall, allCall], await CallsAsync(all));
        Assert.Equal([searchCall], await CallsAsync(search));
        using HttpResponseMessage own = await search.GetAsync("/v1/logs/" + searchCall);
        using HttpResponseMessage other = await search.GetAsync("/v1/logs/" + allCall);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (own.StatusCode, other.StatusCode));
    }

    private static async Task<string?[]> ServicesAsync(HttpClient http, string query = "") =>
        [.. (await http.IncidentsAsync(query)).Select(static incident => incident.Text("service"))];

    private static async Task<string> CallAsync(HttpClient http) => (await http.PostAsync(Payloads.Started(Guid.NewGuid().ToString()))).Json.Text("id")!;

    private static async Task<string?[]> CallsAsync(HttpClient http) =>
        [.. (await http.ReadAsync("/v1/logs")).GetProperty("calls").EnumerateArray().Select(static call => call.Text("callId"))];

    private static async Task<HttpStatusCode> ShowAsync(HttpClient http, string id)
    {
        using HttpResponseMessage response = await http.GetAsync("/v1/incidents/" + id);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> ResolveAsync(HttpClient http, string id)
    {
        using HttpResponseMessage response = await http.PostAsync($"/v1/incidents/{id}/resolve", null);
        return response.StatusCode;
    }
}
