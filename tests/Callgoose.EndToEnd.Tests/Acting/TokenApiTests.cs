using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Acting;

/// <summary><c>/v1/tokens</c> (ProcessApi.md 8).</summary>
public sealed class TokenApiTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_token_is_created_used_regenerated_and_revoked()
    {
        JsonElement created = (await PostAsync("/v1/tokens", """{"name":"Grafana","scopes":["process","read"],"environment":"prod","expires":"90d"}""", HttpStatusCode.Created)).Json;
        string id = created.Text("id")!;
        Assert.Equal(("Grafana", "global", "process,read", "prod", "valid"), (created.Text("name"), created.Text("kind"), created.Text("scopes"), created.Text("environment"), created.Text("state")));
        Assert.Equal(HttpStatusCode.Created, await UseAsync(created.Text("token")!));

        JsonElement listed = (await server.Http.ReadAsync("/v1/tokens")).GetProperty("tokens").EnumerateArray().Single(token => token.Text("id") == id);
        Assert.False(listed.TryGetProperty("token", out _));

        string second = (await PostAsync($"/v1/tokens/{id}/regenerate", "", HttpStatusCode.OK)).Json.Text("token")!;
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(created.Text("token")!));
        Assert.Equal(HttpStatusCode.Created, await UseAsync(second));

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync(new Uri($"/v1/tokens/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(second));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.DeleteAsync(new Uri($"/v1/tokens/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_debug_switch_is_turned_on_and_off()
    {
        string id = (await PostAsync("/v1/tokens", """{"name":"x"}""", HttpStatusCode.Created)).Json.Text("id")!;

        Assert.NotNull((await PutAsync($"/v1/tokens/{id}/debug", """{"on":true}""")).Text("debugUntil"));
        Assert.Null((await PutAsync($"/v1/tokens/{id}/debug", """{"on":false}""")).Text("debugUntil"));
    }

    [Fact]
    public async Task A_token_of_a_named_environment_manages_only_its_own()
    {
        string staging = await server.CreateTokenAsync("--scope", "admin", "--environment", "staging");
        string prod = (await PostAsync("/v1/tokens", """{"name":"p","environment":"prod"}""", HttpStatusCode.Created)).Json.Text("id")!;
        using HttpClient http = server.Server.Client(staging);

        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync("""{"name":"s"}""", path: "/v1/tokens")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("""{"name":"s","environment":"prod"}""", path: "/v1/tokens")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync(new Uri($"/v1/tokens/{prod}", UriKind.Relative))).StatusCode);
        Assert.All((await http.ReadAsync("/v1/tokens")).GetProperty("tokens").EnumerateArray(), static token => Assert.Equal("staging", token.Text("environment")));
    }

    [Fact]
    public async Task A_token_that_is_bound_or_lacks_the_scope_manages_none()
    {
        using HttpClient bound = server.Server.Client(await server.CreateTokenAsync("--scope", "admin", "--service", "default"));
        using HttpClient reader = server.Server.Client(await server.CreateTokenAsync("--scope", "read"));

        Assert.Equal(HttpStatusCode.Forbidden, (await bound.PostAsync("""{"name":"s"}""", path: "/v1/tokens")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("""{"name":"s"}""", path: "/v1/tokens")).Status);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":"x","scopes":["root"]}""", "root")]
    [InlineData("""{"name":"x","scopes":"process"}""", "array of texts")]
    [InlineData("""{"name":"x","expires":"soon"}""", "duration")]
    [InlineData("""{"name":"x","kind":"team"}""", "kind")]
    [InlineData("""{"name":"x","kind":"global","team":"t"}""", "kind")]
    [InlineData("""{"name":"x","debug":"yes"}""", "true or false")]
    [InlineData("""{"nam":"x"}""", "nam")]
    public async Task What_is_wrong_is_named(string body, string part) =>
        Assert.Contains(part, (await PostAsync("/v1/tokens", body, HttpStatusCode.BadRequest)).Json.Text("detail"), StringComparison.Ordinal);

    private async Task<Reply> PostAsync(string path, string body, HttpStatusCode status)
    {
        Reply reply = await server.Http.PostAsync(body, path: path);
        Assert.True(reply.Status == status, reply.Text);
        return reply;
    }

    private async Task<JsonElement> PutAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using HttpResponseMessage response = await server.Http.PutAsync(path, content);
        return (await Reply.OfAsync(response)).Json;
    }

    private async Task<HttpStatusCode> UseAsync(string token)
    {
        using HttpClient http = server.Server.Client(token);
        return (await http.PostAsync(Payloads.Started(Guid.NewGuid().ToString()))).Status;
    }
}
