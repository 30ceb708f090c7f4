using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Acting;

/// <summary>A maintenance is begun, extended and ended while the server runs; what is still open at its end opens then.</summary>
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

    private static async Task<string[]> KeysAsync(HttpClient http, string state) =>
        [.. (await http.ReadAsync($"/v1/incidents?service=shop&state={state}")).GetProperty("incidents").EnumerateArray().Select(static one => one.Text("incidentKey")!).Order(StringComparer.Ordinal)];
}
