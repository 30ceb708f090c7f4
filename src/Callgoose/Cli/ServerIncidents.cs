using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Http;

namespace Callgoose.Cli;

/// <summary>Incidents of a server, over HTTP.</summary>
internal sealed class ServerIncidents : IIncidentAccess, IDisposable
{
    private readonly HttpClient http;

    /// <summary>Names a server.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="token">The token, or null.</param>
    /// <exception cref="UsageException">The address is none.</exception>
    public ServerIncidents(string url, string? token)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--url is '{SecretMask.Apply(url)}', which is no address such as http://127.0.0.1:8080.");
        }

        http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <inheritdoc/>
    public async Task<JsonElement> ListAsync(string? state, int limit) =>
        (await SendAsync(HttpMethod.Get, $"v1/incidents?limit={limit}{(state is null ? string.Empty : $"&state={state}")}", null))!.Value;

    /// <inheritdoc/>
    public Task<JsonElement?> ShowAsync(string id) => SendAsync(HttpMethod.Get, $"v1/incidents/{Uri.EscapeDataString(id)}", null);

    /// <inheritdoc/>
    public Task<JsonElement?> ActAsync(string id, string action, string? comment) =>
        SendAsync(HttpMethod.Post, $"v1/incidents/{Uri.EscapeDataString(id)}/{action}", comment);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<JsonElement?> SendAsync(HttpMethod method, string path, string? comment)
    {
        using var request = new HttpRequestMessage(method, path);
        if (comment is not null)
        {
            request.Content = new StringContent(JsonText.Write(json => json.WriteString("comment"u8, comment)), Encoding.UTF8, "application/json");
        }

        try
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
            return response.IsSuccessStatusCode ? answer.RootElement.Clone()
                : response.StatusCode == HttpStatusCode.NotFound ? null
                : throw new IOException($"The server refuses with {(int)response.StatusCode}: {answer.RootElement.GetProperty("detail").GetString()}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw new IOException($"The server {http.BaseAddress} cannot be reached: {SecretMask.Apply(e.Message)}", e);
        }
    }
}
