using System.Net;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Observability;

/// <summary>The setting <c>metrics</c>.</summary>
public class MetricsPlaceTests(PublishedExecutable executable)
{
    [Fact]
    public async Task They_can_have_an_address_of_their_own()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(""" "data": "data", "metrics": "http://127.0.0.1:0" """);
        await using RunningServer server = await folder.ServeAsync();
        string url = Regex.Match(server.Output, @"metrics on (http://127\.0\.0\.1:\d+)").Groups[1].Value;
        using var prometheus = new HttpClient { BaseAddress = new Uri(url) };
        using HttpClient sender = server.Client();

        Assert.Equal(1, (await Metrics.OfAsync(prometheus))["callgoose_store_healthy"]);
        Assert.Equal(HttpStatusCode.NotFound, (await prometheus.GetAsync("/v1/incidents")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await prometheus.PostAsync("/v1/process", null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await prometheus.PostAsync("/metrics", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sender.GetAsync("/metrics")).StatusCode);
        Assert.Equal(0, await server.SignalAsync("TERM"));
    }

    [Fact]
    public async Task They_can_be_switched_off()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(""" "data": "data", "metrics": "off" """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client();

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/metrics")).StatusCode);
    }
}
