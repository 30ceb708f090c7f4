using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Delivery;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.OpenApi;

/// <summary><c>/openapi.json</c> matches the server.</summary>
public sealed class OpenApiTests(TestServer server) : IClassFixture<TestServer>, IClassFixture<OpenApiTools>
{
    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch];

    [Fact]
    public async Task A_validator_accepts_it()
    {
        using var folder = new TemporaryFolder();

        await OpenApiTools.RunAsync("node", "validate.js", await SaveAsync(folder));
    }

    [Fact]
    public async Task A_generated_client_calls_every_operation_and_every_answer_is_as_the_document_says()
    {
        using var folder = new TemporaryFolder();
        string document = await SaveAsync(folder);

        // One destination accepts everything, the other nothing, so there are deliveries of each kind.
        await using var receiver = new Receiver(static message => message.Line.Contains("/gone", StringComparison.Ordinal) ? Receiver.Status(410) : Receiver.Ok);
        using var configured = new ConfiguredFolder(server.Executable);
        configured.Write($$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}" }, "gone": { "kind": "Webhook", "url": "{{receiver.Url}}/gone" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer delivering = await configured.ServeAsync();
        string admin = await configured.CreateTokenAsync("--scope", "process,read,admin", "--debug");
        string sender = await configured.CreateTokenAsync("--scope", "process");

        await OpenApiTools.RunAsync("npx", "openapi-typescript", document, "-o", "api.ts", "--default-non-nullable", "false");
        await OpenApiTools.RunAsync("npx", "tsc", "-p", ".");
        string called = await OpenApiTools.RunAsync("node", "built/calls.js", document, delivering.Address.ToString().TrimEnd('/'), admin, sender);

        Assert.Contains("POST /v1/process 201\n", called, StringComparison.Ordinal);
        Assert.Contains("PUT /v1/tokens/{id}/debug 404\n", called, StringComparison.Ordinal);
        Assert.Contains("POST /v1/destinations/{name}/test 200\n", called, StringComparison.Ordinal);
        Assert.Contains("POST /v1/deliveries/{deliveryId}/retry 200\n", called, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_path_takes_the_methods_of_the_document_and_no_others()
    {
        JsonElement paths = (await server.Http.ReadAsync("/openapi.json")).GetProperty("paths");
        using HttpClient getter = server.Server.Client(await server.CreateTokenAsync("--allow-get"));
        foreach (JsonProperty path in paths.EnumerateObject())
        {
            string[] documented = [.. path.Value.EnumerateObject().Select(static member => member.Name).Where(static name => name != "parameters")];
            string url = path.Name.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{callId}", Guid.Empty.ToString(), StringComparison.Ordinal);
            foreach (HttpMethod method in Methods)
            {
                using var request = new HttpRequestMessage(method, url);
                using HttpResponseMessage response = await (path.Name.EndsWith("/v1/process", StringComparison.Ordinal) ? getter : server.Http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

                bool isDocumented = documented.Contains(method.Method, StringComparer.OrdinalIgnoreCase);
                Assert.True(isDocumented == (response.StatusCode != HttpStatusCode.MethodNotAllowed), $"{method} {path.Name}: {(int)response.StatusCode}");
                if (!isDocumented)
                {
                    Assert.Equal(
                        documented.Select(static name => name.ToUpperInvariant()).Order(),
                        response.Content.Headers.Allow.Where(static name => name != "HEAD").Order());
                }
            }
        }
    }

    private async Task<string> SaveAsync(TemporaryFolder folder)
    {
        string file = Path.Combine(folder.Path, "openapi.json");
        using HttpClient anybody = server.Server.Client();
        await File.WriteAllTextAsync(file, await anybody.GetStringAsync("/openapi.json"));
        return file;
    }
}
