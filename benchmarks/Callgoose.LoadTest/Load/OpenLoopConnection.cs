using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.LoadTest.Load;

/// <summary>One connection with its prebuilt request; it has at most one webhook in flight.</summary>
internal sealed class OpenLoopConnection : IDisposable
{
    private const int NumberDigits = 8;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly int numberAt;
    private readonly byte[] status;
    private readonly byte[] answer = new byte[8192];
    private int received;

    /// <summary>Connects.</summary>
    public OpenLoopConnection(OpenLoopPlan plan)
    {
        string key = $"INC-{plan.Run}-";
        string body = File.ReadAllText(Payloads.PathOf(plan.Payload))
            .Replace(Payloads.Key, key + new string('0', NumberDigits), StringComparison.Ordinal);
        request = Encoding.UTF8.GetBytes(
            $"POST {plan.Target.PathAndQuery} HTTP/1.1\r\nHost: {plan.Target.Authority}\r\nContent-Type: application/json\r\n"
            + $"X-Callgoose-Auth: {plan.Token}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        numberAt = request.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)) + key.Length;
        status = Encoding.ASCII.GetBytes($"HTTP/1.1 {plan.ExpectedStatus} ");
        socket.Connect(IPAddress.Loopback, plan.Target.Port);
        socket.Blocking = false;
    }

    /// <summary>The socket, for waiting.</summary>
    public Socket Socket => socket;

    /// <summary>The number of the webhook in flight.</summary>
    public long Number { get; private set; }

    /// <summary>Sends the webhook with a number.</summary>
    public void Send(long number)
    {
        Number = number;
        Utf8Formatter.TryFormat(number, request.AsSpan(numberAt, NumberDigits), out _, new('d', NumberDigits));
        int sent = socket.Send(request, SocketFlags.None, out SocketError error);
        if (sent != request.Length)
        {
            throw new LoadTestException($"A webhook could not be sent in one piece: {error}, {sent} bytes.");
        }
    }

    /// <summary>Reads the data that has arrived.</summary>
    /// <returns>True if the answer is complete.</returns>
    /// <exception cref="LoadTestException">The connection broke, or the answer has another status.</exception>
    public bool Receive()
    {
        int count = socket.Receive(answer.AsSpan(received), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        received += count;
        ReadOnlySpan<byte> text = answer.AsSpan(0, received);
        if (count == 0 || received >= status.Length && !text.StartsWith(status))
        {
            throw new LoadTestException($"A webhook was answered with '{Encoding.UTF8.GetString(text)}' ({error}).");
        }

        if (!IsWhole(text))
        {
            return false;
        }

        received = 0;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        int head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = "Content-Length: "u8;
        for (ReadOnlySpan<byte> rest = text[..head]; !rest.IsEmpty;)
        {
            int end = rest.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return Utf8Parser.TryParse(line[name.Length..], out int bytes, out _) && text.Length == head + 4 + bytes;
            }

            rest = end < 0 ? [] : rest[(end + 2)..];
        }

        // Without a length it comes in chunks, and the last chunk is empty.
        return text.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
