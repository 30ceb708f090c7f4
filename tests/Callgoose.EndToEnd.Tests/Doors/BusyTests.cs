using System.Net;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>With too many requests in progress, each protocol gets its own form of refusal, and the metrics count it by door.</summary>
public class BusyTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Every_door_says_so_and_is_counted()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write("\"limits\": { \"requests\": 1 }");
        await using RunningServer server = await folder.ServeAsync();
        string token = await folder.CreateTokenAsync();
        await using NetworkStream first = await RawHttp.ConnectAsync(server.Address);
        await using NetworkStream second = await RawHttp.ConnectAsync(server.Address);
        await first.WriteAsync(RawRequest.HeadOf(token, 10));
        await second.WriteAsync(RawRequest.HeadOf(token, 10));
        using HttpClient sender = server.Client(token);

        // The two requests that never end must be in progress first.
        HttpResponseMessage busy = await sender.GetAsync("/api/v2/status");
        while (busy.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            busy.Dispose();
            busy = await sender.GetAsync("/api/v2/status");
        }

        Assert.Contains("\"code\":503", await busy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        busy.Dispose();
        foreach ((string path, string form) in ((string, string)[])[("/v2/enqueue", "\"errors\""), ("/v2/alerts", "\"code\":503"), ("/api/v2/alerts", "\"code\":503"), ("/v1/process", "urn:callgoose:problem:")])
        {
            using var body = new StringContent("{}", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await sender.PostAsync(path, body);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains(form, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using HttpResponseMessage request = await sender.GetAsync("/v2/alerts/requests/x");
        Assert.Contains("\"code\":503", await request.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await first.DisposeAsync();
        await second.DisposeAsync();
        string metrics;
        do
        {
            using HttpResponseMessage answer = await sender.GetAsync("/metrics");
            metrics = await answer.Content.ReadAsStringAsync();
        }
        while (!metrics.Contains("callgoose_door_calls_total", StringComparison.Ordinal));

        Assert.All((string[])["pagerduty", "opsgenie", "prometheus"], door =>
            Assert.Contains($"callgoose_door_calls_total{{door=\"{door}\",outcome=\"overloaded\"}} 1\n", metrics, StringComparison.Ordinal));

        // One of the two requests that never end may have been refused too.
        Assert.DoesNotContain("callgoose_door_calls_total{door=\"process\",outcome=\"overloaded\"} 0\n", metrics, StringComparison.Ordinal);
    }
}
