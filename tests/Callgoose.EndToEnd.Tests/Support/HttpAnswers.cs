using System.Globalization;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Reads answers from a socket, one after the other.</summary>
public sealed class HttpAnswers(Stream stream)
{
    private readonly List<byte> received = [];

    /// <summary>The status line and headers of the last answer, with the empty line.</summary>
    public string LastHead { get; private set; } = "";

    /// <summary>Its body.</summary>
    public string LastBody { get; private set; } = "";

    /// <summary>Reads one answer by its Content-Length.</summary>
    public async Task<(int Status, string Body)> NextAsync()
    {
        int end;
        while ((end = EndOfHead()) < 0)
        {
            await ReceiveAsync();
        }

        string head = Encoding.ASCII.GetString([.. received[..end]]);
        received.RemoveRange(0, end);
        int status = int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        int length = status < 200 ? 0 : LengthOf(head);
        while (received.Count < length)
        {
            await ReceiveAsync();
        }

        string body = Encoding.UTF8.GetString([.. received[..length]]);
        received.RemoveRange(0, length);
        LastHead = head;
        LastBody = body;
        return (status, body);
    }

    private static int LengthOf(string head)
    {
        string line = head.Split("\r\n").First(static line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return int.Parse(line.AsSpan("Content-Length: ".Length), CultureInfo.InvariantCulture);
    }

    private int EndOfHead()
    {
        ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(received);
        int blank = bytes.IndexOf("\r\n\r\n"u8);
        return blank < 0 ? -1 : blank + 4;
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        int read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(read > 0, "the server closed the connection instead of answering");
        received.AddRange(buffer[..read]);
    }
}
