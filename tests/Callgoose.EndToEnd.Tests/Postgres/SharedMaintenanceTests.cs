using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>A maintenance that one of two servers begins applies to both, and an incident that is still active at its end opens once.</summary>
public sealed class SharedMaintenanceTests(PublishedExecutable executable) : IAsyncLifetime
{
    private const int Held = 20;

    private readonly ConfiguredFolder folder = new(executable);
    private RunningServer one = null!;
    private RunningServer other = null!;
    private HttpClient here = null!;
    private HttpClient there = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write($"\"store\": \"{PostgresServer.Shared.NewDatabase()}\", \"services\": [ {{ \"name\": \"shop\" }} ]");
        CommandResult early = await folder.RunAsync("maintenance", "list");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("There is no store in the database", early.Errors, StringComparison.Ordinal);
        one = await folder.ServeAsync();
        string token = await one.WaitForFirstTokenAsync();
        other = await folder.ServeAsync();
        here = one.Client(token);
        there = other.Client(token);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        here.Dispose();
        there.Dispose();
        await one.DisposeAsync();
        await other.DisposeAsync();
        TestServer.AssertNoStumble(one.Errors);
        TestServer.AssertNoStumble(other.Errors);
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_begun_extended_and_ended_at_any_server_and_by_command()
    {
        (HttpStatusCode status, JsonElement begun) = await here.SendAsync("""{"service":"shop","for":"1h","tags":[["INC-held"]],"reason":"a new disk"}""", path: "/v1/maintenances");
        Assert.Equal(HttpStatusCode.Created, status);
        await Eventually.HoldsAsync(() => IsInMaintenanceAsync(there));
        await Task.WhenAll(Enumerable.Range(0, Held).Select(i => (i % 2 == 0 ? here : there).PostAsync(Payloads.Started($"INC-held-{i}"))));
        await there.SendAsync(Payloads.Started("INC-free"));
        foreach (HttpClient http in (HttpClient[])[here, there])
        {
            Assert.Equal(Held, (await IncidentsAsync(http, "suppressed")).Length);
            Assert.Equal(Held, (await http.ReadAsync("/v1/services")).GetProperty("services")[0].GetProperty("held").GetInt32());
            Assert.Single(await IncidentsAsync(http, "active"));
        }

        (status, JsonElement longer) = await there.SendAsync("""{"by":"1h"}""", path: $"/v1/maintenances/{begun.Text("id")}/extend");
        Assert.Equal(HttpStatusCode.OK, status);
        await Eventually.HoldsAsync(async () => (await MaintenanceAsync(here)).Text("until") == longer.Text("until"));
        Assert.Contains("a new disk", (await RunAsync("list")).Output, StringComparison.Ordinal);

        Assert.Contains("shop: ended", (await RunAsync("end", "shop")).Output, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => !await IsInMaintenanceAsync(here) && !await IsInMaintenanceAsync(there) && (await IncidentsAsync(here, "active")).Length == Held + 1);
        await AssertOpenedOnceAsync(there);
        await Eventually.HoldsAsync(async () => (await MaintenanceAsync(there)).GetProperty("held").ValueKind == JsonValueKind.Number);
        Assert.Equal(Held, (await MaintenanceAsync(there)).GetProperty("held").GetInt32());
        Assert.Contains($"\"held\":{Held}", (await RunAsync("list", "--json")).Output, StringComparison.Ordinal);

        await RunAsync("begin", "shop", "--for", "2h", "--reason", "night");
        await Eventually.HoldsAsync(async () => await IsInMaintenanceAsync(here) && await IsInMaintenanceAsync(there));
        await RunAsync("extend", "shop", "--by", "1h");
        (status, _) = await here.SendAsync("{}", path: $"/v1/maintenances/{(await MaintenanceAsync(here)).Text("id")}/end");
        Assert.Equal(HttpStatusCode.OK, status);
        await Eventually.HoldsAsync(async () => !await IsInMaintenanceAsync(there));
    }

    /// <summary>One server is frozen. When it wakes, it first still counts the incidents as held.</summary>
    [Fact]
    public async Task What_burns_at_the_end_opens_once_though_the_server_that_took_it_sleeps()
    {
        await here.SendAsync("""{"service":"shop","for":"1h"}""", path: "/v1/maintenances");
        await Eventually.HoldsAsync(() => IsInMaintenanceAsync(there));
        await Task.WhenAll(Enumerable.Range(0, Held).Select(i => here.PostAsync(Payloads.Started($"INC-held-{i}"))));
        await KillAsync(one, "STOP");
        await RunAsync("end", "shop");
        await Eventually.HoldsAsync(async () => (await IncidentsAsync(there, "active")).Length == Held);

        await KillAsync(one, "CONT");
        await Eventually.HoldsAsync(async () => !await IsInMaintenanceAsync(here));
        await here.SendAsync(Payloads.Started("INC-later"));
        Assert.Equal(Held + 1, (await IncidentsAsync(here, "active")).Length);
        Assert.Empty(await IncidentsAsync(here, "suppressed"));
        await AssertOpenedOnceAsync(here);
    }

    private static async Task AssertOpenedOnceAsync(HttpClient http)
    {
        foreach (JsonElement incident in (await IncidentsAsync(http, "active")).Where(static incident => incident.Text("incidentKey")!.StartsWith("INC-held", StringComparison.Ordinal)))
        {
            JsonElement timeline = (await http.ReadAsync($"/v1/incidents/{incident.Text("id")}")).GetProperty("timeline");
            Assert.Equal(["suppressed", "triggered"], timeline.EnumerateArray().Select(static line => line.Text("transition")));
        }
    }

    private static async Task<JsonElement[]> IncidentsAsync(HttpClient http, string state) =>
        [.. (await http.ReadAsync($"/v1/incidents?service=shop&state={state}&limit=100")).GetProperty("incidents").EnumerateArray()];

    private static async Task<JsonElement> MaintenanceAsync(HttpClient http) => (await http.ReadAsync("/v1/maintenances")).GetProperty("maintenances")[0];

    private static async Task<bool> IsInMaintenanceAsync(HttpClient http) =>
        (await http.ReadAsync("/v1/services")).GetProperty("services")[0].GetProperty("inMaintenance").GetBoolean();

    private static async Task KillAsync(RunningServer server, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<CommandResult> RunAsync(params string[] arguments)
    {
        CommandResult result = await folder.RunAsync(["maintenance", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return result;
    }
}
