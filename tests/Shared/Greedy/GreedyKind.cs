namespace Callgoose.Testing;

/// <summary>What a client does that sends as fast as it can, without regard for others.</summary>
public enum GreedyKind
{
    /// <summary>Webhooks with a wrong token and 2,000 bytes each, pipelined.</summary>
    Refused,

    /// <summary>The same with 500,000 bytes each, which the server reads and discards.</summary>
    Drained,

    /// <summary>A million blanks in a kilobyte, pipelined.</summary>
    Compressed,

    /// <summary>Good webhooks, pipelined.</summary>
    Pipelined,

    /// <summary>Requests a long answer again and again, and reads every one.</summary>
    Reading,

    /// <summary>Requests a long answer again and again, and reads none.</summary>
    Unread,

    /// <summary>Long webhooks of a token whose calls are logged with their reasons.</summary>
    Debugged,

    /// <summary><see cref="Refused"/> over TLS.</summary>
    Tls,

    /// <summary>A hundred streams of one connection of HTTP/2, refused.</summary>
    Http2,

    /// <summary>Eight clients that complete a TLS handshake and leave.</summary>
    Handshakes,
}
