using System.Net;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>A relay, its upstream and the network between them. None of them runs yet.</summary>
internal sealed class RelayPair : IAsyncDisposable
{
    private RelayPair(PublishedExecutable executable)
    {
        Edge = new ConfiguredFolder(executable);
        Upstream = new ConfiguredFolder(executable);
    }

    public ConfiguredFolder Edge { get; }

    public ConfiguredFolder Upstream { get; }

    public CutProxy Network { get; } = new();

    /// <summary>A token of the upstream that sees the incidents of the relay's senders.</summary>
    public string Reader { get; private set; } = string.Empty;

    /// <summary>A token of the relay.</summary>
    public string Sender { get; private set; } = string.Empty;

    /// <summary>Prepares both folders.</summary>
    /// <param name="executable">The executable.</param>
    /// <param name="grant">The options of the relay's token.</param>
    /// <param name="sender">The options of the sender's token.</param>
    /// <param name="relay">More members of the setting <c>relay</c>.</param>
    /// <param name="upstream">The upstream's configuration.</param>
    public static async Task<RelayPair> MakeAsync(
        PublishedExecutable executable, string[]? grant = null, string[]? sender = null, string relay = "", string upstream = "\"destinations\": {}")
    {
        var pair = new RelayPair(executable);
        pair.Upstream.Write(upstream);
        pair.Edge.Write($$"""
            "relay": { "to": "{{pair.Network.Address}}", "token": "file:{{pair.Edge.Path}}/token"{{relay}} }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await pair.GrantAsync(grant ?? ["--relay"]);
        pair.Reader = await pair.Upstream.CreateTokenAsync("--environment", sender?.SkipWhile(static one => one != "--environment").ElementAtOrDefault(1) ?? string.Empty);
        pair.Sender = await pair.Edge.CreateTokenAsync(["--scope", "process", .. sender ?? []]);
        return pair;
    }

    /// <summary>Gives the relay another token of the upstream.</summary>
    public async Task GrantAsync(params string[] options) =>
        await File.WriteAllTextAsync(Path.Combine(Edge.Path, "token"), await Upstream.CreateTokenAsync(["--scope", "process", .. options]));

    /// <summary>Starts the upstream and joins the network to it.</summary>
    public async Task<RunningServer> ServeUpstreamAsync()
    {
        RunningServer server = await Upstream.ServeAsync();
        Network.Join(server.Address);
        return server;
    }

    /// <summary>Sends a webhook to the relay.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient edge, string body, string? delivery = null, string from = "BetterStack")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/process?from={from}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (delivery is not null)
        {
            request.Headers.Add("webhook-id", delivery);
        }

        using HttpResponseMessage response = await edge.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>The answer of the relay's <c>/v1/relay</c>.</summary>
    public async Task<JsonElement> StatusAsync(RunningServer edge)
    {
        using HttpClient http = edge.Client(await Edge.CreateTokenAsync("--scope", "read"));
        return JsonDocument.Parse(await http.GetStringAsync("/v1/relay")).RootElement;
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !await condition(); await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(120), what());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        Edge.Dispose();
        Upstream.Dispose();
    }
}
