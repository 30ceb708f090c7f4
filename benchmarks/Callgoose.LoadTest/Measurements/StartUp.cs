using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>The time from the start of the process until the first webhook is answered, with its incident on disk.</summary>
/// <param name="FreshFolder">On a data folder that does not exist yet, token included; in milliseconds.</param>
/// <param name="ExistingFolder">On a data folder with a token and an incident; in milliseconds.</param>
/// <param name="EmptyProgram">Control: from the start to the end of a program that does nothing; in milliseconds.</param>
internal sealed record StartUp(Spread FreshFolder, Spread ExistingFolder, Spread EmptyProgram)
{
    /// <summary>Starts the product again and again.</summary>
    public static async Task<StartUp> MeasureAsync(CallgooseContender product, int starts)
    {
        var fresh = new List<double>();
        var existing = new List<double>();
        var empty = new List<double>();

        // The first start of each kind warms this program up and does not count.
        for (int i = 0; i <= starts; i++)
        {
            empty.Add(await EmptyProgramAsync());
            using var folder = new TempFolder();
            (double first, string token) = await FirstAnswerAsync(product, folder["data"], null, $"{i}-1");
            fresh.Add(first);
            (double second, _) = await FirstAnswerAsync(product, folder["data"], token, $"{i}-2");
            existing.Add(second);
        }

        return new StartUp(Spread.Of(fresh.Skip(1)), Spread.Of(existing.Skip(1)), Spread.Of(empty.Skip(1)));
    }

    private static async Task<double> EmptyProgramAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using Child child = Child.Start("/bin/true", []);
        await child.WaitAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<(double Milliseconds, string Token)> FirstAnswerAsync(
        CallgooseContender product, string dataFolder, string? token, string id)
    {
        (double milliseconds, RunningServer running) = Run(product, dataFolder, token, id);
        await using RunningServer server = running;
        await server.StopAsync();
        return (milliseconds, server.Token);
    }

    /// <summary>Starts the product once, and leaves it running.</summary>
    /// <returns>The time to the first 201, and the server.</returns>
    public static (double Milliseconds, RunningServer Server) Run(CallgooseContender product, string dataFolder, string? token, string id)
    {
        long start = Stopwatch.GetTimestamp();
        RunningServer server = product.Start(dataFolder, token);
        string status = SendOne(server, id);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return status.StartsWith($"HTTP/1.1 {server.ExpectedStatus} ", StringComparison.Ordinal)
            ? (milliseconds, server)
            : throw new LoadTestException($"The first webhook was answered with '{status}'.");
    }

    /// <summary>Over a bare socket: an HTTP client would add its own start.</summary>
    private static string SendOne(RunningServer server, string id)
    {
        string body = File.ReadAllText(Payloads.PathOf(server.Payload))
            .Replace(Payloads.Key, $"INC-{id}", StringComparison.Ordinal);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, server.Target.Port);
        socket.Send(Encoding.UTF8.GetBytes(
            $"POST {server.Target.PathAndQuery} HTTP/1.1\r\nHost: {server.Target.Authority}\r\nContent-Type: application/json\r\n"
            + $"X-Callgoose-Auth: {server.Token}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        byte[] answer = new byte[4096];
        return Encoding.ASCII.GetString(answer, 0, socket.Receive(answer)).Split("\r\n")[0];
    }
}
