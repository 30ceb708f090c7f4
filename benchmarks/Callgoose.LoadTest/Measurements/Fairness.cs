using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Platform;
using Callgoose.Testing;
using HdrHistogram;

namespace Callgoose.LoadTest.Measurements;

/// <summary>The effect of a greedy sender on another sender, for each kind of greed (P9).</summary>
/// <param name="Kind">The kind; null for the control: processes that only count, one for each core.</param>
/// <param name="Rounds">Its rounds.</param>
internal sealed record Fairness(GreedyKind? Kind, IReadOnlyList<FairnessRound> Rounds)
{
    private const long LongestNanoseconds = 120_000_000_000;

    /// <summary>Measures every kind, each with its own server and data folder.</summary>
    /// <param name="product">The product.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="time">How long the other sender sends in each, alone and then beside the greedy one.</param>
    /// <param name="tell">Receives progress messages.</param>
    public static async Task<IReadOnlyList<Fairness>> MeasureAsync(CallgooseContender product, int rounds, TimeSpan time, Action<string> tell)
    {
        var all = new List<Fairness>();
        tell("beside: processes that only count");
        all.Add(new Fairness(null, await MeasureAsync(product, null, rounds, time)));
        foreach (GreedyKind kind in Enum.GetValues<GreedyKind>())
        {
            tell($"beside: {kind}");
            all.Add(new Fairness(kind, await MeasureAsync(product, kind, rounds, time)));
        }

        return all;
    }

    private static async Task<IReadOnlyList<FairnessRound>> MeasureAsync(CallgooseContender product, GreedyKind? kind, int rounds, TimeSpan time)
    {
        using var folder = new TempFolder();
        bool needsTls = kind is GreedyKind needing && GreedySender.NeedsTls(needing);
        await using RunningServer server = product.Start(folder["data"], null, withTls: needsTls ? folder : null);
        using HttpClient http = Client(server);
        await SendAsync(http, TimeSpan.FromSeconds(1));
        if (kind == GreedyKind.Debugged)
        {
            JsonElement session = await http.GetFromJsonAsync<JsonElement>("/v1/session");
            using var on = new StringContent("""{"on":true}""");
            (await http.PutAsync($"/v1/tokens/{session.GetProperty("tokenId").GetString()}/debug", on)).EnsureSuccessStatusCode();
        }

        var results = new List<FairnessRound>();
        for (int round = 0; round < rounds; round++)
        {
            LongHistogram alone = await SendAsync(http, time);
            await using GreedySender? greedy = kind is GreedyKind greed ? await GreedySender.StartAsync(greed, server.Target, server.Token) : null;
            Child[] counting = kind is null ? [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => StartCounting())] : [];
            long before = greedy?.Done ?? 0;
            var clock = Stopwatch.StartNew();
            LongHistogram beside = await SendAsync(http, time);
            double perSecond = ((greedy?.Done ?? 0) - before) / clock.Elapsed.TotalSeconds;
            results.Add(new FairnessRound(At(alone, 99), At(beside, 50), At(beside, 99), At(beside, 100), perSecond));
            foreach (Child child in counting)
            {
                await child.DisposeAsync();
            }
        }

        await server.StopAsync();
        return results;
    }

    private static Child StartCounting() => Child.Start("/bin/sh", ["-c", "while :; do :; done"]);

    /// <summary>Sends webhooks, each for a new incident, one after the other on one connection.</summary>
    private static async Task<LongHistogram> SendAsync(HttpClient http, TimeSpan time)
    {
        var latencies = new LongHistogram(LongestNanoseconds, 3);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            using var body = new StringContent($$"""{"status":"Started","id":"{{Guid.NewGuid()}}","title":"T","description":"D"}""");
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            long began = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await http.PostAsync("/v1/process?from=BetterStack", body);
            latencies.RecordValue(Math.Min(LongestNanoseconds, (long)Stopwatch.GetElapsedTime(began).TotalNanoseconds));
            if ((int)answer.StatusCode != 201)
            {
                throw new LoadTestException($"The other sender was answered with {(int)answer.StatusCode}.");
            }
        }

        return latencies;
    }

    private static double At(LongHistogram latencies, double percentile) => latencies.GetValueAtPercentile(percentile) / 1e6;

    private static HttpClient Client(RunningServer server)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        var http = new HttpClient(handler) { BaseAddress = server.Target, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        return http;
    }
}
