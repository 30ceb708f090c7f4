using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary>A client of a server's HTTP API, for commands with <c>--url</c>.</summary>
internal sealed class ServerClient : IDisposable
{
    private readonly ServerTrust trust = new();
    private readonly HttpClient http;

    /// <summary>Creates a client.</summary>
    /// <param name="url">The server's address.</param>
    /// <param name="token">The token; null for the one in the environment, if there is one.</param>
    /// <exception cref="UsageException">The address is invalid.</exception>
    public ServerClient(string url, string? token)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--url is '{SecretMask.Apply(url)}', which is not an address such as http://127.0.0.1:8080.");
        }

        http = new HttpClient(trust.Handler()) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        token ??= Environment.GetEnvironmentVariable(EnvironmentSettings.ClientToken);
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The name of the address in help texts.</summary>
    public const string UrlName = "U";

    /// <summary>The option for the server's address.</summary>
    public static Option<string?> Url() => new("--url") { HelpName = UrlName, Description = "A server; without it the data folder is used." };

    /// <summary>The option for the token.</summary>
    public static Option<string?> Token() =>
        new("--token") { HelpName = "T", Description = $"The server's token; else the variable {EnvironmentSettings.ClientToken}." };

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, without the leading slash.</param>
    /// <param name="body">Writes the members of the JSON body; null for no body.</param>
    /// <returns>The answer; an undefined element if it is empty; null for a 404.</returns>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async Task<JsonElement?> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(JsonText.Write(body), Encoding.UTF8, "application/json");
        }

        return await SendAsync(request, async response =>
        {
            if (response.StatusCode == HttpStatusCode.NoContent)
            {
                return default(JsonElement);
            }

            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
            return (JsonElement?)answer.RootElement.Clone();
        });
    }

    /// <summary>Gets a text.</summary>
    /// <param name="path">The path, without the leading slash.</param>
    /// <returns>The text; null for a 404.</returns>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async Task<string?> GetTextAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, static async response => await response.Content.ReadAsStringAsync());
    }

    private async Task<T?> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T?>> read)
    {
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                return await read(response);
            }

            using JsonDocument refusal = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
            return response.StatusCode == HttpStatusCode.NotFound
                ? default
                : throw new IOException($"The server refuses with {(int)response.StatusCode}: {refusal.RootElement.GetProperty("detail").GetString()}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw new IOException(SecretMask.Apply(e is JsonException
                ? $"What answers at {http.BaseAddress} is not a Callgoose server: its answer is not JSON."
                : $"The server {http.BaseAddress} cannot be reached: {trust.Reason(http.BaseAddress!, e)}."), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
