using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Observability;

/// <summary>What <c>/metrics</c> tells (process-api.md 8).</summary>
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
        Assert.Equal(1, after["callgoose_store_healthy"]);
    }
}
