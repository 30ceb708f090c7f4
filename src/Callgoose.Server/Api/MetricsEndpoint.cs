using Callgoose.Observability.Metrics;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /metrics</c>: for Prometheus, without a token (ProcessApi.md 8).</summary>
internal sealed class MetricsEndpoint(ServerMetrics metrics)
{
    /// <summary>Answers with the current metrics.</summary>
    public async Task ShowAsync(HttpContext context)
    {
        byte[] text = metrics.Collect();
        context.Response.ContentType = MetricsText.ContentType;
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.BodyWriter.WriteAsync(text);
    }
}
