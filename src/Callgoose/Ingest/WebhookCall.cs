using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Ingest;

/// <summary>
/// Everything that one webhook needs on its way from the socket to the disk and back. Reused from call to call, so that
/// the way allocates nothing.
/// </summary>
internal sealed class WebhookCall
{
    /// <summary>What goes to the store and comes back with the outcome.</summary>
    public ProcessCallCommand Command { get; } = new();

    /// <summary>The call itself: its texts, its actions, its outcome.</summary>
    public IncomingCall Call => Command.Call;

    /// <summary>Room for unescaped text while reading and matching.</summary>
    public ScratchBuffer Scratch { get; } = new();

    /// <summary>The server's view of the HTTP request and its answer.</summary>
    public IFeatureCollection Features { get; private set; } = null!;

    /// <summary>The request line and headers.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>The token that was accepted.</summary>
    public ApiToken Token { get; set; } = null!;

    /// <summary>How the body is to be taken.</summary>
    public PayloadForm Form { get; set; }

    /// <summary>Takes on a request.</summary>
    public void Begin(IFeatureCollection features, TimeOrderedId id, long receivedAt)
    {
        Features = features;
        Request = features.GetRequiredFeature<IHttpRequestFeature>();
        Call.Id = id;
        Call.ReceivedAt = receivedAt;
    }

    /// <summary>Lets go of the request and of every byte of it.</summary>
    public void End()
    {
        Features = null!;
        Request = null!;
        Token = null!;
        Form = default;
        Call.Reset();
        Scratch.Reset();
    }
}
