using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>The page about troubleshooting (src/Callgoose.Integrations/Explain/README.md) quotes the product's output exactly.</summary>
public sealed class TroubleshootingTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>Payloads that fail in each way that the page describes.</summary>
    private static readonly string[] Payloads =
    [
        """{"status":"started","id":"INC-1"}""",
        """{"Status":"Started","id":"INC-1"}""",
        """{"state":"Started","id":"INC-1"}""",
        """{"status":"{{ incident.attributes.status }}","id":"INC-1"}""",
        """{"status":"$STATUS","id":"INC-1"}""",
        """{"status":"Started","id":"{{ incident.id }}"}""",
        """{"status":null,"id":"INC-1"}""",
        """{"status":{"now":"started"},"id":"INC-1"}""",
        "status=Started",
        """{"status":"resolved","id":"INC-1"}""",
        """{"status":"Resolved","ID":"INC-1"}""",
        """{"status":"Started","id":""}""",
    ];

    /// <summary>Bodies that are not JSON, in each way that the page describes.</summary>
    private static readonly string[] Malformed =
    [
        """{"status":"Started",}""", """{"status":"Started","id":"INC-1" """, "{\"status\":\"two\nlines\"}", """{"status":"C:\x"}""",
    ];

    [Fact]
    public async Task Every_line_that_the_page_quotes_is_one_that_the_product_prints()
    {
        string[] quoted = [.. Quoted(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "troubleshooting.md")))];
        string said = await EverythingSaidAsync();

        Assert.NotEmpty(quoted);
        Assert.All(quoted, line => Assert.Contains(line, said, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Quoted(string page) => page
        .Split("```text\n").Skip(1)
        .SelectMany(static block => block.Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private async Task<string> EverythingSaidAsync()
    {
        var said = new StringBuilder();
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "payload.json");
        foreach (string payload in Payloads)
        {
            await File.WriteAllTextAsync(file, payload);
            said.Append((await CommandResult.RunAsync(server.Executable, "explain", "--from", "BetterStack", file)).Output);
            said.Append((await CommandResult.RunAsync(server.Executable, "explain", "--from", "Elsewhere", file)).Output);
        }

        foreach (string body in Malformed)
        {
            said.AppendLine(await DetailAsync(server.Http, body));
        }

        using HttpClient unknown = server.Server.Client("cg_unknown");
        said.AppendLine(await DetailAsync(unknown, "{}"));
        using HttpClient reader = server.Server.Client(await server.CreateTokenAsync("--scope", "read"));
        said.AppendLine(await DetailAsync(reader, "{}"));
        return said.ToString();
    }

    private static async Task<string> DetailAsync(HttpClient http, string body)
    {
        (_, JsonElement problem) = await http.SendAsync(body);
        return problem.GetProperty("detail").GetString()!;
    }
}
