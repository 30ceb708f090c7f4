using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Acting;

/// <summary>A maintenance begins, is extended and ends while the server runs; an incident that is still open at its end opens then.</summary>
public sealed class MaintenanceTests(PublishedExecutable executable) : IAsyncLifetime
{
    private readonly ConfiguredFolder folder = new(executable);
    private RunningServer server = null!;
    private string token = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write("\"data\": \"data\",\n\"services\": [\n{ \"name\": \"shop\" },\n{ \"name\": \"old\", \"maintenance\": [\n{ \"from\": \"2020-01-01T00:00:00Z\", \"until\": \"2999-01-01T00:00:00Z\" } ] } ]");
        server = await folder.ServeAsync();
        token = await server.WaitForFirstTokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        TestServer.AssertNoStumble(server.Errors);
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Triggers_are_held_until_its_end_by_tag_and_counted()
    {
        using HttpClient http = server.Client(token);

        (HttpStatusCode status, JsonElement begun) = await http.SendAsync("""{"service":"shop","for":"1h","tags":[["INC-held"]],"reason":"a new disk"}""", path: "/v1/maintenances");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("running", begun.Text("state"));
        await http.SendAsync(Payloads.Started("INC-held"));
        await http.SendAsync(Payloads.Started("INC-free"));

        Assert.Equal(["INC-held"], await KeysAsync(http, "suppressed"));
        Assert.Equal(["INC-free"], await KeysAsync(http, "active"));
        JsonElement shop = (await http.ReadAsync("/v1/services")).GetProperty("services")[0];
        Assert.Equal((1, true, 3), (shop.GetProperty("held").GetInt32(), shop.GetProperty("inMaintenance").GetBoolean(), shop.GetProperty("line").GetInt32()));

        (status, JsonElement longer) = await http.SendAsync("""{"by":"1h"}""", path: $"/v1/maintenances/{begun.Text("id")}/extend");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(begun.GetProperty("until").GetDateTimeOffset().AddHours(1), longer.GetProperty("until").GetDateTimeOffset());

        (status, _) = await http.SendAsync("{}", path: $"/v1/maintenances/{begun.Text("id")}/end");
        Assert.Equal(HttpStatusCode.OK, status);
        await Eventually.HoldsAsync(async () => (await KeysAsync(http, "active")).Length == 2);
        (status, _) = await http.SendAsync("{}", path: $"/v1/maintenances/{begun.Text("id")}/end");
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task How_many_it_held_is_known_after_its_end_whatever_became_of_them()
    {
        using HttpClient http = server.Client(token);
        await http.SendAsync(Payloads.Started("INC-before"));
        (_, JsonElement begun) = await http.SendAsync("""{"service":"shop","for":"1h","tags":[["INC-held"]]}""", path: "/v1/maintenances");
        Assert.Equal(JsonValueKind.Null, begun.GetProperty("held").ValueKind);
        foreach (string body in (string[])[Payloads.Started("INC-held-1"), Payloads.Started("INC-held-2"), Payloads.Started("INC-held-1"), Payloads.Started("INC-free"), Payloads.Resolved("INC-held-2")])
        {
            await http.SendAsync(body);
        }

        await http.SendAsync("{}", path: $"/v1/maintenances/{begun.Text("id")}/end");
        await Eventually.HoldsAsync(async () => (await KeysAsync(http, "active")).Contains("INC-held-1"));
        await http.SendAsync(Payloads.Started("INC-after"));

        Assert.Equal(2, await HeldAsync(http));
        await server.SignalAsync("TERM");
        await server.DisposeAsync();
        server = await folder.ServeAsync();
        using HttpClient again = server.Client(token);
        Assert.Equal(2, await HeldAsync(again));
        CommandResult list = await folder.RunAsync("maintenance", "list", "--service", "shop", "--json");
        Assert.Contains("\"held\":2", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_ends_while_the_server_is_stopped_is_over_then_and_what_still_burns_opens()
    {
        using HttpClient http = server.Client(token);
        await http.SendAsync("""{"service":"shop","for":"1h"}""", path: "/v1/maintenances");
        await http.SendAsync(Payloads.Started("INC-burns"));
        await http.SendAsync(Payloads.Started("INC-over"));
        await http.SendAsync(Payloads.Resolved("INC-over"));
        await server.SignalAsync("TERM");
        await server.DisposeAsync();

        // It survives a restart, and still holds new incidents.
        server = await folder.ServeAsync();
        using HttpClient again = server.Client(token);
        await again.SendAsync(Payloads.Started("INC-later"));
        Assert.Equal(["INC-burns", "INC-later"], await KeysAsync(again, "suppressed"));
        Assert.Empty(await KeysAsync(again, "active"));
        await server.SignalAsync("TERM");
        await server.DisposeAsync();

        // It ends while no server runs.
        CommandResult ended = await folder.RunAsync("maintenance", "end", "shop");
        Assert.Equal((0, string.Empty), (ended.ExitCode, ended.Errors));
        server = await folder.ServeAsync();
        using HttpClient after = server.Client(token);
        await Eventually.HoldsAsync(async () => (await KeysAsync(after, "active")).Length == 2);
        Assert.Equal(["INC-burns", "INC-later"], await KeysAsync(after, "active"));
        Assert.Empty(await KeysAsync(after, "suppressed"));
        Assert.Equal(3, await HeldAsync(after));
    }

    [Fact]
    public async Task The_command_begins_one_beside_the_server_which_outlives_a_restart()
    {
        using HttpClient http = server.Client(token);
        string data = Path.Combine(folder.Path, "data");
        string[] place = ["--data", data, "--config", Path.Combine(folder.Path, "callgoose.json")];

        CommandResult begun = await CommandResult.RunAsync(executable, ["maintenance", "begin", "shop", "--for", "2h", "--reason", "night", .. place]);
        Assert.Equal((0, string.Empty), (begun.ExitCode, begun.Errors));
        await Eventually.HoldsAsync(async () => (await http.ReadAsync("/v1/services")).GetProperty("services")[0].GetProperty("inMaintenance").GetBoolean());
        CommandResult list = await CommandResult.RunAsync(executable, ["maintenance", "list", "--url", server.Address.ToString(), "--token", token]);
        Assert.Contains("night", list.Output, StringComparison.Ordinal);
        Assert.Contains("callgoose.json:5", list.Output, StringComparison.Ordinal);

        CommandResult configured = await CommandResult.RunAsync(executable, ["maintenance", "end", "old", .. place]);
        Assert.Equal(2, configured.ExitCode);
        Assert.Contains("stands in the configuration file; change it there", configured.Errors, StringComparison.Ordinal);
        CommandResult ended = await CommandResult.RunAsync(executable, ["maintenance", "end", "shop", "--url", server.Address.ToString(), "--token", token]);
        Assert.Contains("shop: ended", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"service":"nope","for":"1h"}""", "There is no service 'nope'")]
    [InlineData("""{"service":"shop"}""", "Give the end")]
    [InlineData("""{"service":"shop","for":"1h","until":"2999-01-01T00:00:00Z"}""", "Give the end")]
    [InlineData("""{"service":"shop","for":"soon"}""", "is not a duration")]
    [InlineData("""{"service":"shop","until":"2020-01-01T00:00:00Z"}""", "has ended already")]
    [InlineData("""{"service":"shop","for":"1h","tags":[[]]}""", "would hold every call")]
    [InlineData("""{"service":"shop","for":"1h","tags":["x"]}""", "an array of arrays")]
    [InlineData("""{"service":"shop","for":"60w"}""", "a year at most")]
    public async Task What_makes_no_maintenance_is_refused(string body, string detail)
    {
        using HttpClient http = server.Client(token);

        (HttpStatusCode status, JsonElement problem) = await http.SendAsync(body, path: "/v1/maintenances");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    private static async Task<int> HeldAsync(HttpClient http) =>
        (await http.ReadAsync("/v1/maintenances?service=shop")).GetProperty("maintenances")[0].GetProperty("held").GetInt32();

    private static async Task<string[]> KeysAsync(HttpClient http, string state) =>
        [.. (await http.ReadAsync($"/v1/incidents?service=shop&state={state}")).GetProperty("incidents").EnumerateArray().Select(static one => one.Text("incidentKey")!).Order(StringComparer.Ordinal)];
}
