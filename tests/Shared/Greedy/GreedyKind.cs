namespace Callgoose.Testing;

/// <summary>What somebody does who sends as fast as it can and does not care about others.</summary>
public enum GreedyKind
{
    /// <summary>Webhooks with a wrong token and 2,000 bytes each, pipelined.</summary>
    Refused,

    /// <summary>The same with 500,000 bytes each, which the server reads and throws away.</summary>
    Drained,

    /// <summary>A million blanks in a kilobyte, pipelined.</summary>
    Compressed,

    /// <summary>Good webhooks, pipelined.</summary>
    Pipelined,

    /// <summary>Asks for a long answer again and again, and reads all of them.</summary>
    Reading,

    /// <summary>Asks for a long answer again and again, and reads none.</summary>
    Unread,

    /// <summary>Long webhooks of a token whose calls are noted with their reasons.</summary>
    Debugged,

    /// <summary><see cref="Refused"/> over TLS.</summary>
    Tls,

    /// <summary>A hundred streams of one connection of HTTP/2, refused.</summary>
    Http2,

    /// <summary>Eight who greet by TLS and leave.</summary>
    Handshakes,
}
