using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Callgoose.LoadTest.Platform;

/// <summary>Takes every posted message and answers at once. It recognises incidents by the ids that the load gives them.</summary>
internal sealed partial class CountingReceiver : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener;
    private readonly Task accepting;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private long messages;
    private long last;

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public CountingReceiver(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many incidents the messages were about.</summary>
    public int Incidents => seen.Count;

    /// <summary>How many messages came.</summary>
    public long Messages => Interlocked.Read(ref messages);

    /// <summary>Waits until messages about this many incidents have come, or until nothing has come for a time.</summary>
    /// <returns>When the last message came (<see cref="Stopwatch.GetTimestamp"/>).</returns>
    public async Task<long> WaitAsync(int incidents, TimeSpan patience)
    {
        long before = -1;
        for (var quiet = Stopwatch.StartNew(); Incidents < incidents && quiet.Elapsed < patience; await Task.Delay(5))
        {
            if (Messages != before)
            {
                before = Messages;
                quiet.Restart();
            }
        }

        return Interlocked.Read(ref last);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync();
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket closing = client;
        byte[] buffer = new byte[256 * 1024];
        int length = 0;
        try
        {
            while (true)
            {
                int read = await client.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
                while (LengthOf(buffer.AsSpan(0, length)) is int message && message <= length)
                {
                    Note(buffer.AsSpan(0, message));
                    await client.SendAsync(Answer);
                    buffer.AsSpan(message, length - message).CopyTo(buffer);
                    length -= message;
                }
            }
        }
        catch (SocketException)
        {
            // The sender is gone.
        }
    }

    /// <summary>The length of the first message, head included; null if its head is incomplete.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        Match length = ContentLength().Match(System.Text.Encoding.Latin1.GetString(received[..end]));
        return end + 4 + int.Parse(length.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Note(ReadOnlySpan<byte> message)
    {
        foreach (Match id in Id().Matches(System.Text.Encoding.Latin1.GetString(message)))
        {
            seen.TryAdd(id.Value, true);
        }

        Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref messages);
    }

    [GeneratedRegex("\\r\\nContent-Length: (\\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();

    /// <summary>The form that webhooks.lua gives them.</summary>
    [GeneratedRegex("INC-[0-9a-f]{8}-[0-9]{2}-[0-9a-f]{8}")]
    private static partial Regex Id();
}
