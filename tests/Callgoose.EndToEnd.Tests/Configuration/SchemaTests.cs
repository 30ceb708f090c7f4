using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Configuration;

/// <summary>
/// Schema files that are loaded at run time: they work like compiled ones, are read again when they change, and are refused when they are wrong.
/// </summary>
public sealed class SchemaTests(PublishedExecutable executable) : IDisposable
{
    private readonly ConfiguredFolder folder = new(executable);

    private string Schemas => Directory.CreateDirectory(Path.Combine(folder.Path, "schemas")).FullName;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_schema_file_is_used_like_a_compiled_one()
    {
        WriteSchema("Mine", "down");
        await using RunningServer server = await ServeAsync("--schema", "schemas/Mine.integration.json");
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        Reply created = await http.PostAsync("""{"state":"is down","no":7,"what":"Disk"}""", path: "/v1/process?from=mINE");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        JsonElement incident = (await http.IncidentsAsync()).Single();
        Assert.Equal(("mINE - Disk", "7"), (incident.Text("title"), incident.Text("incidentKey")));
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("""{"state":"up","no":"7"}""", path: "/v1/process?from=Mine")).Status);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("1"), path: "/v1/process?from=BetterStack")).Status);
        Assert.StartsWith("""{"ready":true,"schemas":{"files":["Mine.integration.json"],"refused":[]""", await ReadyAsync(http), StringComparison.Ordinal);
        TestServer.AssertNoStumble(server.Errors);
    }

    [Fact]
    public async Task A_changed_file_is_in_force_soon_and_a_wrong_one_is_refused_while_no_request_fails()
    {
        WriteSchema("Mine", "down");
        await using RunningServer server = await ServeAsync("--schema", "schemas");
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        using var stop = new CancellationTokenSource();
        Task<int> sender = SendUntilAsync(server, token, stop.Token);

        WriteSchema("Mine", "broken");
        await server.WaitForLogAsync("Schema files reloaded: schemas/Mine.integration.json");
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("""{"state":"down","no":1}""", path: "/v1/process?from=Mine")).Status);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"state":"broken","no":1}""", path: "/v1/process?from=Mine")).Status);

        int before = server.Errors.Length;
        File.WriteAllText(Path.Combine(Schemas, "Mine.integration.json"), """
            { "name": "Mine", "filters": [ { "name": "f", "urgency": "high",
              "triger": { } } ] }
            """);
        string log = await server.WaitForLogAsync("CG2008", before);
        Assert.Contains("Schema files not reloaded, the one before stays in force; errors: 2", log, StringComparison.Ordinal);
        Assert.Contains("schemas/Mine.integration.json:2:3: error CG2001: There is no property \"triger\" here; did you mean \"trigger\"?", log, StringComparison.Ordinal);
        string refused = await ReadyAsync(http);
        Assert.Contains("\"refused\":[\"Mine.integration.json:", refused, StringComparison.Ordinal);
        Assert.Contains("Mine.integration.json:2:3: error CG2001: There is no property", refused, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"state":"broken","no":2}""", path: "/v1/process?from=Mine")).Status);

        before = server.Errors.Length;
        WriteSchema("Mine", "down");
        WriteSchema("Other", "gone");
        await server.WaitForLogAsync("reloaded: schemas/Mine.integration.json, schemas/Other.integration.json", before);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"state":"gone","no":3}""", path: "/v1/process?from=Other")).Status);
        Assert.Contains("\"refused\":[]", await ReadyAsync(http), StringComparison.Ordinal);

        await stop.CancelAsync();
        Assert.NotEqual(0, await sender);
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task A_file_of_a_built_in_name_replaces_the_built_in_one_and_a_service_may_list_it()
    {
        WriteSchema("BetterStack", "down");
        folder.Write(""" "data": "data", "schemas": ["schemas"], "services": [ { "name": "api", "integrations": ["betterstack"] } ] """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync(Payloads.Started("1"), path: "/v1/process?from=BetterStack")).Status);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"state":"down","no":1}""", path: "/v1/process?from=BetterStack")).Status);
    }

    [Fact]
    public async Task A_changed_schema_file_does_not_put_a_half_edited_configuration_into_force()
    {
        WriteSchema("Mine", "down");
        folder.Write(""" "data": "data", "schemas": ["schemas"] """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        folder.Write("broken");
        WriteSchema("Mine", "gone");
        await server.WaitForLogAsync("Schema files reloaded");

        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"state":"gone","no":1}""", path: "/v1/process?from=Mine")).Status);
        TestServer.AssertNoStumble(server.Errors);
    }

    [Theory]
    [InlineData("""{ "name": "Mine", "aliases": ["grafana"], "filters": [] }""", "schemas/Mine.integration.json:1:31: error CG3006: The name \"grafana\" is taken by Grafana.integration.json")]
    [InlineData("""{ "name": "Mine" }""", "schemas/Mine.integration.json:1:1: error CG2002: The property \"filters\" is missing")]
    [InlineData("""{ "name": "Mine", "filters": [], "samples": { "trigger": [ { } ] } }""", "schemas/Mine.integration.json:1:60: error CG3008:")]
    public async Task A_wrong_file_ends_the_start(string text, string problem)
    {
        File.WriteAllText(Path.Combine(Schemas, "Mine.integration.json"), text);

        CommandResult result = await folder.RunAsync("serve", "--data", "data", "--schema", "schemas");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(problem, result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_ends_the_start()
    {
        CommandResult result = await folder.RunAsync("serve", "--data", "data", "--schema", "nowhere");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("there is no schema file or folder nowhere", result.Errors, StringComparison.Ordinal);
    }

    private Task<RunningServer> ServeAsync(params string[] options) =>
        folder.ServeAsync(["--data", "data", "--urls", "http://127.0.0.1:0", .. options]);

    private void WriteSchema(string name, string state)
    {
        // In one step, as a careful tool writes: the server refuses a half-written file and reads it again a second later.
        string path = Path.Combine(Schemas, name + ".integration.json");
        File.WriteAllText(path + ".new", $$"""
            { "name": "{{name}}", "extended": true,
              "filters": [ { "name": "f", "urgency": "P2",
                "trigger": { "when": { "key": "state", "ends_with": ["{{state}}"] }, "incident_mapped_with": "no", "title": "what" },
                "resolve": { "when": { "key": "state", "equals": ["up"] }, "incident_mapped_with": "no" } } ],
              "samples": { "trigger": [ { "state": "{{state}}", "no": 1 } ], "resolve": [ { "state": "up", "no": "1" } ] } }
            """);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static async Task<string> ReadyAsync(HttpClient http) => await http.GetStringAsync(new Uri("/readyz", UriKind.Relative));

    private static async Task<int> SendUntilAsync(RunningServer server, string token, CancellationToken stop)
    {
        using HttpClient http = server.Client(token);
        int sent = 0;
        for (; !stop.IsCancellationRequested; sent++)
        {
            Reply reply = await http.PostAsync($$"""{"state":"down broken gone","no":"s{{sent}}"}""", path: "/v1/process?from=Mine");
            Assert.InRange((int)reply.Status, 201, 202);
        }

        return sent;
    }
}
