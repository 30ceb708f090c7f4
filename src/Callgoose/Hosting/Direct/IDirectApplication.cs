using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Hosting.Direct;

/// <summary>What serves requests, the HTTP server's and those of the Process API that it has not seen.</summary>
internal interface IDirectApplication : IHttpApplication<IFeatureCollection>
{
    /// <summary>Serves a request of the Process API.</summary>
    /// <param name="exchange">The request and its answer, between <c>CreateContext</c> and <c>DisposeContext</c>.</param>
    /// <returns>Ends with the request.</returns>
    ValueTask ProcessWebhookAsync(DirectExchange exchange);
}
