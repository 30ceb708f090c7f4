using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>Servers that send to each other: an event passes at most three of them and then stops (Delivery/README.md).</summary>
public class ServersTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Two_servers_that_send_to_each_other_come_to_an_end()
    {
        using var here = new ConfiguredFolder(executable);
        using var there = new ConfiguredFolder(executable);
        there.Write("\"destinations\": {}");
        await using RunningServer second = await there.ServeAsync();
        string secondToken = await there.CreateTokenAsync("--scope", "process,read,admin");
        here.Write(Destination(second));
        File.WriteAllText(Path.Combine(here.Path, "token"), secondToken);
        await using RunningServer first = await here.ServeAsync();
        string firstToken = await here.CreateTokenAsync("--scope", "process,read,admin");
        there.Write(Destination(first));
        File.WriteAllText(Path.Combine(there.Path, "token"), firstToken);
        await second.SignalAsync("HUP", "Configuration reloaded");
        using HttpClient toFirst = first.Client(firstToken);
        using HttpClient toSecond = second.Client(secondToken);

        await toFirst.SendAsync(Payloads.Started("1"));

        // Once each way and once more: first, second, first, second. The last one sends it to nobody.
        await Eventually.HoldsAsync(async () => (await SkippedAsync(toSecond)).Length == 1);
        Assert.Contains("it came through 3 Callgoose servers already", (await SkippedAsync(toSecond))[0], StringComparison.Ordinal);
        Assert.Equal(2, (await toFirst.IncidentsAsync()).Count());
        Assert.Equal(2, (await toSecond.IncidentsAsync()).Count());

        // The resolve takes the same path.
        await toFirst.SendAsync(Payloads.Resolved("1"));
        await Eventually.HoldsAsync(async () => !(await toSecond.IncidentsAsync("&state=active")).Any());
        Assert.Empty(await toFirst.IncidentsAsync("&state=active"));
    }

    [Fact]
    public async Task A_call_with_a_count_that_is_none_is_refused()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write("\"destinations\": {}");
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());
        http.DefaultRequestHeaders.Add("X-Callgoose-Hops", "4");

        using HttpResponseMessage response = await http.PostAsync(ProcessApi.Path, new StringContent(Payloads.Started("1")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("urn:callgoose:problem:invalid-hops", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Destination(RunningServer to) => $$"""
        "destinations": { "other": { "kind": "Callgoose", "url": "{{to.Address.ToString().TrimEnd('/')}}", "token": "file:token" } },
        "delivery": { "allowNetworks": ["127.0.0.0/8"] }
        """;

    private static async Task<string[]> SkippedAsync(HttpClient http)
    {
        using HttpResponseMessage response = await http.GetAsync("/v1/deliveries?state=skipped");
        JsonElement list = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("deliveries");
        return [.. list.EnumerateArray().Select(static one => one.GetProperty("answer").GetString()!)];
    }
}
