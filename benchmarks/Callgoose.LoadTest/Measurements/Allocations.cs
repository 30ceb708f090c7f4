using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// What the whole process allocates on the managed heap per webhook, Kestrel included. The native executable has nobody
/// to ask, so the same code runs under the .NET runtime, which lets <see cref="StartupHook"/> in.
/// </summary>
/// <param name="BytesPerWebhook">Allocated bytes per webhook.</param>
/// <param name="Collections">Collections of each generation during <see cref="Webhooks"/> webhooks.</param>
internal sealed record Allocations(double BytesPerWebhook, IReadOnlyList<long> Collections)
{
    /// <summary>How many webhooks are counted.</summary>
    public const int Webhooks = 100_000;

    /// <summary>Enough for every method to have its final code and every pool its size.</summary>
    private const int WarmUpWebhooks = 100_000;

    /// <summary>Measures it.</summary>
    /// <param name="assembly">The product's assembly.</param>
    /// <param name="wrk">The load.</param>
    public static async Task<Allocations> MeasureAsync(string assembly, Wrk wrk)
    {
        using var folder = new TempFolder();
        string socket = folder["probe"];
        var product = new CallgooseContender(
            "dotnet",
            [assembly],
            ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location),
            (StartupHook.SocketVariable, socket));
        await using RunningServer server = await product.StartAsync();
        await wrk.SendExactlyAsync(server, WarmUpWebhooks);

        long[] before = await AskAsync(socket);
        await wrk.SendExactlyAsync(server, Webhooks);
        long[] after = await AskAsync(socket);
        long[] change = [.. after.Zip(before, static (a, b) => a - b)];
        await server.StopAsync();
        return new Allocations((double)change[0] / Webhooks, change[1..]);
    }

    private static async Task<long[]> AskAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        byte[] answer = new byte[256];
        string numbers = Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer));
        return [.. numbers.Split(' ').Select(static n => long.Parse(n, CultureInfo.InvariantCulture))];
    }
}
