using System.Net.Http.Headers;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Demo;

/// <summary>The tools and people of the demonstration. Like any others, they use the server's address and tokens.</summary>
internal sealed class DemoTools : IDisposable
{
    private readonly HttpClient http;
    private readonly string shop;
    private readonly string platform;

    /// <summary>Creates the tokens.</summary>
    public DemoTools(DataFolder folder, string address, TimeProvider clock)
    {
        http = new HttpClient { BaseAddress = new Uri(address) };
        using var tokens = TokenStore.Open(folder, clock);
        shop = tokens.Create(Tools("shop")).Secret;
        platform = tokens.Create(Tools("platform")).Secret;
        OnCall = tokens.Create(new NewToken
        {
            Name = "on call",
            Kind = TokenKind.Global,
            Scopes = TokenScopes.Process | TokenScopes.Read | TokenScopes.Admin,
            IsDebugged = true,
        }).Secret;

        static NewToken Tools(string service) => new()
        {
            Name = $"tools of {service}",
            Kind = TokenKind.Service,
            BoundTo = service,
            Scopes = TokenScopes.Process,
            IsDebugged = true,
        };
    }

    /// <summary>The token of the person on call, for signing in.</summary>
    public string OnCall { get; }

    /// <summary>Sends a webhook.</summary>
    /// <returns>The incident that it opened or matched, or null.</returns>
    public async Task<string?> SendAsync(string source, byte[] payload)
    {
        string token = DemoScenes.IsOfShop(source) ? shop : platform;
        using HttpRequestMessage request = Request(HttpMethod.Post, $"v1/process?from={Uri.EscapeDataString(source)}", token);
        request.Content = new ByteArrayContent(payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        JsonElement incidents = answer.RootElement.GetProperty("incidents");
        return incidents.GetArrayLength() > 0 ? incidents[0].GetString() : null;
    }

    /// <summary>Changes an incident as the person on call.</summary>
    public async Task ActAsync(string incident, string action, string? comment)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, $"v1/incidents/{incident}/{action}", OnCall);
        request.Content = new StringContent(JsonText.Write(json => json.WriteString("comment"u8, comment)));
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string token) =>
        new(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
