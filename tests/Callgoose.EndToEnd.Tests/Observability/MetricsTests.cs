using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Observability;

/// <summary>The content of <c>/metrics</c> (ProcessApi.md 8).</summary>
public sealed class MetricsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Metrics_need_no_token_and_are_prometheus_text()
    {
        using HttpClient anybody = server.Server.Client();

        using HttpResponseMessage response = await anybody.GetAsync("/metrics");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Process_and_runtime_are_told_of()
    {
        Metrics before = await Metrics.OfAsync(server.Http);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Metrics after = await Metrics.OfAsync(server.Http);

        Assert.True(after["dotnet_gc_allocated_bytes_total"] >= before["dotnet_gc_allocated_bytes_total"]);
        Assert.InRange(after["dotnet_gc_collections_total{generation=\"0\"}"], 0, double.MaxValue);
        Assert.InRange(after["dotnet_gc_collections_total{generation=\"2\"}"], 0, double.MaxValue);
        Assert.InRange(after["process_resident_memory_bytes"], 1 << 20, 1 << 30);
        Assert.InRange(after["process_cpu_seconds_total"], 0.001, 1000);
        Assert.InRange(after["process_start_time_seconds"], now - 3600, now + 2);
        Assert.InRange(after["process_open_fds"], 3, after["process_max_fds"]);
        Assert.InRange(after["callgoose_connections_open"], 1, after["callgoose_connections_total"]);
        Assert.Equal(1, after["callgoose_store_healthy"]);
    }

    [Fact]
    public async Task Every_call_is_counted_by_source_and_outcome_and_every_filter_that_passed()
    {
        using HttpClient nobody = server.Server.Client("cg_wrong");
        Metrics before = await Metrics.OfAsync(server.Http);

        await server.Http.SendAsync(Payloads.Started("M-1"));
        await server.Http.SendAsync(Payloads.Started("M-1"), "/v1/process?from=better-stack");
        await server.Http.SendAsync(Payloads.Started("M-1"));
        await server.Http.SendAsync(Payloads.Started("M-2"), "/v1/process?from=nobody-knows-this");
        await server.Http.SendAsync(Payloads.Resolved("M-1"));
        await server.Http.SendAsync(Payloads.Resolved("M-3"));
        await server.Http.SendAsync("""{"status":"started","id":"M-4"}""");
        await server.Http.SendAsync("{");
        await server.Http.SendAsync("{}", "/v1/process");
        await nobody.SendAsync(Payloads.Started("M-5"));

        Metrics after = await Metrics.OfAsync(server.Http);
        Assert.Equal(1, Calls("BetterStack", "created"));
        Assert.Equal(1, Calls("BetterStack", "resolved"));
        Assert.Equal(1, Calls("BetterStack", "nothing_to_resolve"));
        Assert.Equal(1, Calls("BetterStack", "no_effect"));
        Assert.Equal(1, Calls("BetterStack", "invalid"));
        Assert.Equal(1, Calls("none", "no_effect"));
        Assert.Equal(1, Calls("none", "unauthorized"));
        Assert.Equal(3, Calls("BetterStack", "duplicate") + Calls("other", "duplicate") + Calls("other", "created"));
        Assert.Equal(2, Grown("callgoose_calls_without_effect_total{reason=\"no_filter_matched\"}"));
        Assert.Equal(4, Grown("callgoose_filter_passes_total{integration=\"BetterStack\",filter=\"incident\",kind=\"trigger\"}"));
        Assert.Equal(2, Grown("callgoose_incidents_created_total"));
        Assert.Equal(2, Grown("callgoose_incidents_duplicate_total"));
        Assert.Equal(1, Grown("callgoose_incidents_resolved_total"));
        Assert.Equal(1, Grown("callgoose_incidents_open"));
        Assert.Equal(10, Grown("callgoose_call_duration_seconds_count"));
        Assert.Equal(10, Grown("callgoose_call_duration_seconds_bucket{le=\"+Inf\"}"));
        Assert.Equal(6, Grown("callgoose_store_batch_size_sum"));
        Assert.Equal(Grown("callgoose_store_batch_size_count"), Grown("callgoose_store_commit_duration_seconds_count"));
        Assert.InRange(Grown("callgoose_store_commit_duration_seconds_sum"), double.Epsilon, Grown("callgoose_store_transaction_duration_seconds_sum"));
        Assert.Equal(1, Grown("callgoose_http_responses_total{code=\"401\"}"));
        Assert.Equal(2, Grown("callgoose_http_responses_total{code=\"201\"}"));
        Assert.DoesNotContain("nobody-knows-this", after.Text, StringComparison.Ordinal);

        double Calls(string source, string outcome) => Grown($"callgoose_calls_total{{source=\"{source}\",outcome=\"{outcome}\"}}");
        double Grown(string series) => after[series] - before[series];
    }

    [Fact]
    public async Task A_call_whose_client_goes_away_is_counted_as_broken_off()
    {
        const string Series = "callgoose_calls_total{source=\"BetterStack\",outcome=\"broken_off\"}";
        double before = (await Metrics.OfAsync(server.Http))[Series];
        using (var client = new System.Net.Sockets.TcpClient("127.0.0.1", server.Server.Address.Port))
        {
            client.GetStream().Write(Encoding.ASCII.GetBytes(
                $"POST {ProcessApi.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\nContent-Length: 100\r\n\r\n{{"));
        }

        await Metrics.WaitAsync(server.Http, metrics => metrics[Series] == before + 1);
    }

    [Fact]
    public async Task What_is_told_follows_the_conventions_of_prometheus()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "metrics.txt");
        await File.WriteAllTextAsync(file, (await Metrics.OfAsync(server.Http)).Text);

        CommandResult check = await CommandResult.RunAsync("bash", "-c", "promtool check metrics < \"$1\"", "bash", file);

        Assert.True(check is { ExitCode: 0, Output: "", Errors: "" }, check.Output + check.Errors);
    }
}
