using System.Text.Json;
using Callgoose.Storage;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>: for load balancers and service managers, without a token.</summary>
internal sealed class HealthEndpoint(IncidentStore store)
{
    /// <summary>The process is up.</summary>
    public static Task AliveAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static json => json.WriteString("status"u8, "alive"u8));

    /// <summary>The store takes writes, or 503.</summary>
    public Task ReadyAsync(HttpContext context)
    {
        bool ready = store.IsHealthy;
        return JsonAnswer.WriteAsync(
            context,
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            (Utf8JsonWriter json) => json.WriteBoolean("ready"u8, ready));
    }
}
