using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.Delivery.Tests.Relay;

/// <summary>An upstream that keeps its promise to a relay: it takes each number once, and none before its predecessor.</summary>
internal sealed class RelayUpstream : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Lock gate = new();
    private readonly Task serving;
    private long highest;

    public RelayUpstream()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public int Port { get; }

    /// <summary>The bodies that it took, in order.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>How many more answers get lost.</summary>
    public int Lost { get; set; }

    /// <summary>The body that it refuses for good.</summary>
    public string? Refused { get; set; }

    public void Dispose()
    {
        listener.Close();
        serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            Answer(context, await reader.ReadToEndAsync());
        }
    }

    private void Answer(HttpListenerContext context, string body)
    {
        string[] place = context.Request.Headers["X-Callgoose-Relay"]!.Split(';');
        long sequence = Number(place[1]);
        long after = Number(place[2]);
        lock (gate)
        {
            (int Status, string Text) answer = body == Refused ? (400, "{\"type\":\"urn:callgoose:problem:invalid-json\"}")
                : after != 0 && after != highest && sequence > highest ? (409, "{\"type\":\"urn:callgoose:problem:relayed-too-early\"}")
                : (200, "{}");
            if (answer.Status == 200 && sequence > highest)
            {
                highest = sequence;
                Taken.Add(body);
            }

            if (answer.Status == 200 && Lost > 0)
            {
                Lost--;
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.Status == 200 ? "application/json" : "application/problem+json";
            if (answer.Status == 200)
            {
                context.Response.Headers["X-Callgoose-Relay-Taken"] = sequence.ToString(CultureInfo.InvariantCulture);
            }

            context.Response.Close(Encoding.UTF8.GetBytes(answer.Text), willBlock: true);
        }
    }

    private static long Number(string part) => long.Parse(part.Split('=')[1], CultureInfo.InvariantCulture);
}
