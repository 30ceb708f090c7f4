using Callgoose.Api;
using Callgoose.Http;
using Callgoose.Observability.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Callgoose.Hosting;

/// <summary>Serves only <c>/metrics</c>, on a separate address, so that the network of the webhook senders cannot read it.</summary>
internal sealed class MetricsListener : IHttpApplication<IFeatureCollection>, IAsyncDisposable
{
    /// <summary>Few clients scrape metrics, and the open files of the process are for webhooks.</summary>
    private const int MostConnections = 32;

    private readonly KestrelServer http;
    private readonly MetricsEndpoint endpoint;

    private MetricsListener(KestrelServer http, MetricsEndpoint endpoint)
    {
        this.http = http;
        this.endpoint = endpoint;
    }

    /// <summary>The actual address.</summary>
    public string Address => http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The system refuses the address.</exception>
    public static async Task<MetricsListener> StartAsync(string url, ServerMetrics metrics, ILoggerFactory loggers)
    {
        var transport = new ConnectionListenerFactory(new SocketTransportOptions(), loggers);
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.ConfigureEndpointDefaults(static endpoint => endpoint.Use(static next => connection => PooledConnection.ServeAsync(connection, next)));
        var http = new KestrelServer(Options.Create(options), transport, loggers);
        http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Add(url);
        var listener = new MetricsListener(http, new MetricsEndpoint(metrics));
        try
        {
            await http.StartAsync(listener, CancellationToken.None);
            return listener;
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        var http = new DefaultHttpContext(context);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return context.GetRequiredFeature<IHttpRequestFeature>().Path != Paths.Metrics ? ProblemResponse.WriteAsync(context, Problems.NotFound)
            : RequestMethod.IsGet(http.Request.Method) || RequestMethod.IsHead(http.Request.Method) ? endpoint.ShowAsync(http)
            : ProblemResponse.WriteAsync(context, Problems.MethodNotAllowed("GET, HEAD"));
    }

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <summary>Stops at once: scrapers retry.</summary>
    public async ValueTask DisposeAsync()
    {
        await http.StopAsync(new CancellationToken(canceled: true));
        http.Dispose();
    }
}
