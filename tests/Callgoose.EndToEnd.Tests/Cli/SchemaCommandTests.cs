using System.Text.Json;
using System.Xml.Linq;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>check</c>, <c>test</c>, <c>integrations</c> and <c>send-test</c>.</summary>
public sealed class SchemaCommandTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_tells_every_problem_at_its_place()
    {
        string wrong = Write("Wrong.integration.json", """
            { "name": "Wrong", "filters": [
              { "name": "f", "urgency": "hihg", "triger": { } } ] }
            """);
        Write("Right.integration.json", """{ "name": "Right", "filters": [] }""");

        CommandResult result = await RunAsync("check", folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{wrong}:2:29: error CG2004: There is no urgency \"hihg\"; did you mean \"high\"?", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{wrong}:2:37: error CG2001: There is no property \"triger\" here; did you mean \"trigger\"?", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("2 files checked, 3 problems, 2 warnings.\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_shows_a_hundred_problems_without_what_a_terminal_obeys_and_counts_the_others()
    {
        Write("Many.integration.json", $$"""{ "name": "To\u001b[31mol", {{string.Concat(Enumerable.Range(0, 12_000).Select(static i => $"\"x{i}\": 1, "))}} "filters": [] }""");

        CommandResult result = await RunAsync("check", folder.Path);

        Assert.Equal(101, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("error CG2012: A name is plain text on one line; this one has the character \\u001B", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.EndsWith("11901 more problems are not shown; correct the first ones, and check again.\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 file checked, 12001 problems.\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_warns_of_traps_and_refuses_them_if_it_is_strict()
    {
        string file = Write("Grafana.integration.json", """
            { "name": "Grafana", "filters": [ { "name": "f", "urgency": "low",
                "trigger": { "when": { "key": "s", "contains": ["unresolved"] }, "incident_mapped_with": "id" },
                "resolve": { "when": { "key": "s", "contains": ["resolved"] }, "incident_mapped_with": "id" } } ],
              "samples": { "ignored": [ { "id": 1 } ] } }
            """);

        CommandResult result = await RunAsync("check", file);
        CommandResult strict = await RunAsync("check", "--strict", file);

        Assert.Equal((0, 1), (result.ExitCode, strict.ExitCode));
        Assert.Contains($"{file}:1:11: warning CG6009: \"Grafana\" is the name of a built-in integration", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:3:26: warning CG6001: \"unresolved\"", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 file checked, 0 problems, 2 warnings.\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_runs_samples_and_holds_files_against_each_other()
    {
        string one = Write("One.integration.json", """{ "name": "One", "filters": [], "samples": { "trigger": [ { } ] } }""");
        string two = Write("Two.integration.json", """{ "name": "Two", "aliases": ["one"], "filters": [] }""");

        CommandResult result = await RunAsync("check", one, two);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error CG3008: This trigger sample passes no trigger", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{two}:1:30: error CG3006: The name \"one\" is taken by One.integration.json", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_without_files_checks_the_built_in_ones()
    {
        CommandResult result = await RunAsync("check");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Output));
        Assert.Matches("^3[0-9] files checked, 0 problems", result.Errors);
        Assert.Equal(2, (await RunAsync("check", "nowhere")).ExitCode);
    }

    [Fact]
    public async Task Check_checks_configuration_files()
    {
        string file = Write("callgoose.json", """{ "services": [ { "name": "a", "integrations": ["grafna"] } ] }""");

        CommandResult result = await RunAsync("check", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error CG4009: There is no integration \"grafna\"; did you mean \"Grafana\"?", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Schema file of an integration")]
    [InlineData("Test file", "test")]
    [InlineData("A destination file", "destination")]
    [InlineData("", "configuration")]
    public async Task Check_prints_the_JSON_Schemas(string title, params string[] what)
    {
        CommandResult result = await RunAsync(["check", "--print-json-schema", .. what]);

        Assert.Equal(0, result.ExitCode);
        using JsonDocument schema = JsonDocument.Parse(result.Output);
        Assert.StartsWith(title, schema.RootElement.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_files_are_run_and_reported_in_three_formats()
    {
        Write("Mine.integration.json", """
            { "name": "Mine", "filters": [ { "name": "f", "urgency": "low",
              "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": "id", "title": "t" },
              "resolve": { "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "id" } } ] }
            """);
        Write("payload.json", """{ "s": "down", "id": 7, "t": "Disk" }""");
        string file = Write("mine.callgoose-test.json", """
            { "schemas": ["Mine.integration.json"],
              "tests": [
                { "name": "opens & resolves", "from": "Mine",
                  "calls": [
                    { "payloadFile": "payload.json", "expect": { "status": 201, "created": true, "trigger": "f", "title": "Mine - Disk", "key": "7", "urgency": "low" } },
                    { "payloadFile": "payload.json", "after": "1h", "expect": { "status": 200, "duplicate": true } },
                    { "payload": { "s": "up", "id": "7" }, "expect": { "status": 200, "resolved": true, "resolve": "f" } },
                    { "text": "down", "expect": { "status": 202, "reason": "no_filter_matched", "title": null } } ],
                  "incidents": [ { "key": "7", "state": "resolved", "occurrences": 2 } ] },
                { "name": "wrong", "calls": [ { "from": "Mine", "payloadFile": "payload.json", "expect": { "title": "Mine - disk" } } ], "incidents": [] } ] }
            """);

        CommandResult text = await RunAsync("test", file);
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("✓ opens & resolves\n✗ wrong\n", text.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:10:105: call 1: title is \"Mine - Disk\", the test expects \"Mine - disk\" (they differ from character 8 on)", text.Output, StringComparison.Ordinal);
        Assert.Contains("in the end: incidents is \"1\", the test expects \"0\"", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", text.Output, StringComparison.Ordinal);

        string tap = (await RunAsync("test", folder.Path, "--format", "tap")).Output;
        Assert.StartsWith("TAP version 14\n1..2\nok 1 - opens & resolves\nnot ok 2 - wrong\n", tap, StringComparison.Ordinal);

        XElement junit = XElement.Parse((await RunAsync("test", file, "--format", "junit")).Output);
        Assert.Equal(["opens & resolves", "wrong"], junit.Descendants("testcase").Select(static test => test.Attribute("name")!.Value));
        Assert.Equal(2, junit.Descendants("failure").Count());
    }

    [Fact]
    public async Task A_test_sends_forms_and_headers()
    {
        Write("Forms.integration.json", """
            { "name": "Forms", "extended": true, "parse": ["payload"], "filters": [ { "name": "f", "urgency": "low",
              "trigger": { "when": [ { "key": "@X-Event", "equals": "ALERT", "ignore_case": true }, { "key": "payload.load", "above": 90 } ],
                           "incident_mapped_with": "id", "title": "{payload.name} at {payload.load} %" } } ] }
            """);
        string file = Write("forms.callgoose-test.json", """
            { "schemas": ["Forms.integration.json"], "tests": [ { "name": "form", "from": "Forms", "calls": [
              { "text": "id=7&payload=%7B%22name%22%3A%22db1%22%2C%22load%22%3A90.5%7D", "contentType": "application/x-www-form-urlencoded",
                "headers": { "X-Event": "alert" }, "expect": { "status": 201, "key": "7", "title": "Forms - db1 at 90.5 %" } },
              { "text": "id=8&payload=%7B%22load%22%3A91%7D", "contentType": "application/x-www-form-urlencoded", "expect": { "status": 202 } } ] } ] }
            """);

        CommandResult result = await RunAsync("test", file);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    [Fact]
    public async Task A_wrong_test_file_is_told_at_its_place()
    {
        string file = Write("x.callgoose-test.json", """{ "tests": [ { "name": "a", "calls": [ { "expect": { "stats": 1 }, "after": "soon" } ] } ] }""");

        CommandResult result = await RunAsync("test", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}:1:54: error CG5003: There is no property \"stats\" here; did you mean \"status\"?", result.Errors, StringComparison.Ordinal);
        Assert.Contains("error CG5007: \"soon\" is not a duration", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrations_lists_the_tools_and_tells_what_to_paste()
    {
        CommandResult list = await RunAsync("integrations");
        string[] files = Directory.GetFiles(Path.Combine(PublishedExecutable.RepositoryRoot(), "src", "Callgoose.Integrations", "BuiltIn"), "*.integration.json");
        Assert.InRange(files.Length, 37, 1000);
        Assert.All(
            files.Select(static file => Path.GetFileName(file).Split('.')[0]),
            name => Assert.Contains($"\n{name} ", list.Output, StringComparison.Ordinal));

        CommandResult one = await RunAsync("integrations", "BETTERUPTIME", "--url", "https://hooks.example.com/");
        Assert.Contains("https://hooks.example.com/v1/process?from=BetterStack\n", one.Output, StringComparison.Ordinal);
        Assert.Contains("  \"status\": \"{{ incident.attributes.status }}\",\n", one.Output, StringComparison.Ordinal);
        Assert.Contains("opens an incident of urgency high, mapped with id, when status contains \"Started\"", one.Output, StringComparison.Ordinal);
        string changes = (await RunAsync("integrations", "Hexowatch")).Output;
        Assert.Contains("it ends by itself 3d after its last report", changes, StringComparison.Ordinal);
        Assert.Contains("Nothing here resolves: the tool sends no event for it. Such incidents end by themselves.", changes, StringComparison.Ordinal);

        Assert.Equal(list.Output, (await RunAsync("sources")).Output);

        CommandResult none = await RunAsync("integrations", "graphana");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("did you mean \"Grafana\"?", none.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_test_sends_every_integrations_samples()
    {
        string url = server.Server.Address.ToString();
        using JsonDocument all = JsonDocument.Parse((await RunAsync("integrations", "--json")).Output);
        foreach (JsonElement integration in all.RootElement.GetProperty("integrations").EnumerateArray())
        {
            string name = integration.Text("name")!;
            CommandResult sent = await RunAsync("send-test", "--from", name, "--url", url, "--token", server.Token);
            Assert.True(sent.ExitCode == 0, $"{name}: {sent.Output} {sent.Errors}");
            if (integration.GetProperty("resolves").GetBoolean())
            {
                CommandResult resolved = await RunAsync("send-test", "--from", name, "--resolve", "--url", url, "--token", server.Token);
                Assert.True(resolved.ExitCode == 0, $"{name}: {resolved.Output} {resolved.Errors}");
                Assert.True(resolved.Output.Contains("\"resolved\":true", StringComparison.Ordinal), $"{name}: {sent.Output} {resolved.Output}");
            }
        }
    }

    [Fact]
    public async Task Send_test_tells_a_refusal_and_a_server_that_is_not_there_and_never_the_token()
    {
        CommandResult refused = await RunAsync("send-test", "--from", "BetterStack", "--url", server.Server.Address.ToString(), "--token", "cg_wrong");
        CommandResult nobody = await RunAsync("send-test", "--from", "BetterStack", "--url", "http://127.0.0.1:1", "--token", server.Token);

        Assert.Equal((1, 1), (refused.ExitCode, nobody.ExitCode));
        Assert.Contains("401: A valid API token is needed", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", nobody.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Token, nobody.Errors + nobody.Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(server.Executable, arguments);
}
