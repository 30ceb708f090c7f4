using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Proxies;

/// <summary>Which headers decide where a call came from, as the API log shows it.</summary>
public sealed class ProxyTests(PublishedExecutable executable) : IDisposable
{
    private const string Plain = "without TLS: anyone on the network between can read the tokens";

    private readonly ConfiguredFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "127.0.0.1", "http")]
    [InlineData("--behind-proxy", "203.0.113.9", "https")]
    [InlineData("--behind-proxy 127.0.0.1", "203.0.113.9", "https")]
    [InlineData("--behind-proxy 10.0.0.0/8 127.0.0.0/8", "203.0.113.9", "https")]
    [InlineData("--behind-proxy 10.0.0.0/8", "127.0.0.1", "http")]
    public async Task Forwarded_addresses_are_believed_of_known_proxies_only(string flags, string address, string scheme)
    {
        JsonElement entry = await LoggedAsync(flags, query: "");

        Assert.Equal(address, entry.Text("remoteAddress"));
        Assert.Equal(scheme, entry.Text("scheme"));
        Assert.Empty(entry.GetProperty("notes").EnumerateArray());
    }

    [Fact]
    public async Task A_token_in_the_URL_is_remarked_upon_gently()
    {
        JsonElement entry = await LoggedAsync("", query: "&token=");

        Assert.Contains("X-Callgoose-Auth", Assert.Single(entry.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.EndsWith("token=***", entry.Text("url"), StringComparison.Ordinal);
        Assert.Contains("    note: The token came in the URL", (await folder.RunAsync("logs", "--data", "data")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "", true)]
    [InlineData("http://*:0", "", true)]
    [InlineData("http://[::1]:0", "", false)]
    [InlineData("http://0.0.0.0:0", "--behind-proxy", false)]
    public async Task Listening_for_others_without_TLS_is_warned_of(string url, string flags, bool warned)
    {
        await using RunningServer server = await folder.ServeAsync(["--data", "data", "--urls", url, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.Equal(warned, server.Errors.Contains(Plain, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_that_is_none_is_a_usage_error()
    {
        CommandResult result = await folder.RunAsync("serve", "--data", "data", "--behind-proxy", "10.0.0.0/33");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--behind-proxy has '10.0.0.0/33', which is not a network", result.Errors, StringComparison.Ordinal);
    }

    private async Task<JsonElement> LoggedAsync(string flags, string query)
    {
        folder.Write(""" "data": "data" """);
        await using RunningServer server = await folder.ServeAsync(flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        string token = await folder.CreateTokenAsync("--debug");
        using HttpClient http = server.Client(token);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        await http.PostAsync(Payloads.GuideTrigger, path: ProcessApi.Path + (query.Length == 0 ? "" : query + token));
        for (int tries = 0; tries < 1000; tries++)
        {
            if ((await http.ReadAsync("/v1/logs")).GetProperty("calls").EnumerateArray().ToArray() is [JsonElement entry])
            {
                return entry;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("the call was not logged");
    }
}
