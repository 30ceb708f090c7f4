using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>What the server bears of its clients. The reason of each is in README.md beside this file.</summary>
internal sealed record ServerLimits
{
    /// <summary>How many bytes a body may have, decompressed (ProcessApi.md 3).</summary>
    public int Body { get; init; } = 1024 * 1024;

    /// <summary>How many bytes a body with a content coding may have as it is sent.</summary>
    public int CompressedBody { get; init; } = 1024 * 1024;

    /// <summary>How long a body may take to arrive, however steadily it does.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes of the bodies of all calls under way are held at once; one that would pass it is answered with 503.</summary>
    public long BodyMemory { get; init; } = 128L * 1024 * 1024;

    /// <summary>How many bytes a second a body has to bring and an answer has to be taken with.</summary>
    public int DataRate { get; init; } = 240;

    /// <summary>How many bytes the request line may have.</summary>
    public int RequestLine { get; init; } = 8 * 1024;

    /// <summary>How many headers a request may have.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>How many bytes the headers of a request may have together.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>How long the headers of a request, and a TLS handshake, may take.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may wait for its next request.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How many connections may be open; one more is closed without an answer.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>How many requests may be under way; one more is answered with 503.</summary>
    public int Requests { get; init; } = 10_000;

    /// <summary>How many calls may wait for the disk; one more is answered with 503.</summary>
    public int Queue { get; init; } = 8192;

    /// <summary>How many calls the Process API takes of each token that has no rate of its own; the others are answered with 429.</summary>
    public RateLimit TokenRate { get; init; } = RateLimit.Off;
}
