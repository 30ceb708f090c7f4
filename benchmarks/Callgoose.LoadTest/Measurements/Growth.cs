using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>What stored incidents cost the start and new webhooks.</summary>
/// <param name="Stored">About how many there were: each round adds some to the largest folder.</param>
/// <param name="Rounds">The rounds.</param>
internal sealed record Growth(int Stored, IReadOnlyList<GrowthRound> Rounds)
{
    private const int WarmUpWebhooks = 2_000;
    private const int Webhooks = 20_000;

    /// <summary>Fills data folders by sending webhooks, then measures on them in turns.</summary>
    /// <param name="product">The product.</param>
    /// <param name="wrk">The load.</param>
    /// <param name="sizes">How many incidents, in ascending order.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="tell">Receives progress messages.</param>
    public static async Task<IReadOnlyList<Growth>> MeasureAsync(
        CallgooseContender product, Wrk wrk, IReadOnlyList<int> sizes, int rounds, Action<string> tell)
    {
        using var folder = new TempFolder();
        tell($"storing {sizes[^1]} incidents");
        string token = await FillAsync(product, wrk, folder, sizes);
        List<GrowthRound>[] results = [.. sizes.Select(static _ => new List<GrowthRound>())];
        for (int round = 1; round <= rounds; round++)
        {
            IEnumerable<int> order = Enumerable.Range(0, sizes.Count);
            foreach (int i in round % 2 == 1 ? order : order.Reverse())
            {
                // The largest is not copied for each round: a copy takes longer than the measurement.
                string data = Template(folder, sizes[i]);
                if (i < sizes.Count - 1)
                {
                    data = folder[$"round-{round}-{i}"];
                    Copy(Template(folder, sizes[i]), data);
                }

                GrowthRound result = await RunAsync(product, wrk, data, token, $"g{round}-{i}");
                results[i].Add(result);
                tell(FormattableString.Invariant(
                    $"round {round}, {sizes[i]} stored: {result.StartMilliseconds:F1} ms to start, {result.WriterMicroseconds:F1} µs of the writer"));
            }
        }

        return [.. sizes.Select((size, i) => new Growth(size, results[i]))];
    }

    private static string Template(TempFolder folder, int size) => folder[$"stored-{size}"];

    /// <summary>Makes a folder of each size, each from the next smaller one, with one token for all.</summary>
    private static async Task<string> FillAsync(CallgooseContender product, Wrk wrk, TempFolder folder, IReadOnlyList<int> sizes)
    {
        string? token = null;
        string growing = folder["growing"];
        int stored = 0;
        foreach (int size in sizes)
        {
            await using (RunningServer server = product.Start(growing, token))
            {
                token = server.Token;
                if (size > stored)
                {
                    await wrk.SendExactlyAsync(server, size - stored);
                }

                await server.StopAsync();
            }

            stored = size;
            Copy(growing, Template(folder, size));
        }

        Directory.Delete(growing, recursive: true);
        return token!;
    }

    private static async Task<GrowthRound> RunAsync(CallgooseContender product, Wrk wrk, string data, string token, string id)
    {
        (double start, RunningServer running) = StartUp.Run(product, data, token, id);
        await using RunningServer server = running;
        await wrk.SendExactlyAsync(server, WarmUpWebhooks);
        TimeSpan before = ProcFiles.CpuTime(server.ProcessId);
        TimeSpan writerBefore = ProcFiles.CpuTimeOfThreads(server.ProcessId, CostPart.CommitThreads);
        WrkResult result = await wrk.SendExactlyAsync(server, Webhooks);
        TimeSpan time = ProcFiles.CpuTime(server.ProcessId) - before;
        TimeSpan writer = ProcFiles.CpuTimeOfThreads(server.ProcessId, CostPart.CommitThreads) - writerBefore;
        IReadOnlyList<double> lists = await ListTimes.MeasureAsync(server);
        await server.StopAsync();
        return new GrowthRound
        {
            StartMilliseconds = start,
            RequestsPerSecond = result.RequestsPerSecond,
            ServerMicroseconds = time.TotalMicroseconds / Webhooks,
            WriterMicroseconds = writer.TotalMicroseconds / Webhooks,
            ListMilliseconds = lists,
        };
    }

    private static void Copy(string from, string to)
    {
        // The product refuses a data folder that others can enter.
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (FileInfo file in new DirectoryInfo(from).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }
    }
}
