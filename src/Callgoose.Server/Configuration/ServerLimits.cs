using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>The limits on what clients may use. README.md in this folder gives the reason for each.</summary>
internal sealed record ServerLimits
{
    /// <summary>The maximum size of a body, decompressed, in bytes (ProcessApi.md 3).</summary>
    public int Body { get; init; } = 1024 * 1024;

    /// <summary>The maximum size of a body with a content coding as sent, in bytes.</summary>
    public int CompressedBody { get; init; } = 1024 * 1024;

    /// <summary>The maximum time for a body to arrive, however steadily it arrives.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The maximum memory for the bodies of all calls in progress, in bytes; a body that would exceed it gets 503.</summary>
    public long BodyMemory { get; init; } = 128L * 1024 * 1024;

    /// <summary>The minimum rate at which a client sends a body and reads an answer, in bytes per second.</summary>
    public int DataRate { get; init; } = 240;

    /// <summary>The maximum length of the request line, in bytes.</summary>
    public int RequestLine { get; init; } = 8 * 1024;

    /// <summary>The maximum number of headers in a request.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>The maximum total size of the headers of a request, in bytes.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>The maximum time for the headers of a request, and for a TLS handshake.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum time that a connection may stay idle between requests.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The maximum number of open connections; one more is closed without an answer.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The maximum number of requests in progress; one more gets 503.</summary>
    public int Requests { get; init; } = 10_000;

    /// <summary>The maximum number of calls that wait for the disk; one more gets 503.</summary>
    public int Queue { get; init; } = 8192;

    /// <summary>The rate of calls to the Process API for each token without its own rate; calls above it get 429.</summary>
    public RateLimit TokenRate { get; init; } = RateLimit.Off;
}
