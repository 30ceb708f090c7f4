using System.Diagnostics;
using System.Net.Http.Headers;
using Callgoose.LoadTest.Contenders;
using HdrHistogram;

namespace Callgoose.LoadTest.Load;

/// <summary>The time of list queries, one after the other over one connection, without any other load.</summary>
internal static class ListTimes
{
    private const int WarmUp = 10;
    private const int Times = 200;
    private const long LongestNanoseconds = 60_000_000_000;

    /// <summary>The queries of the page and the command line, newest first, and a search that finds nothing.</summary>
    public static IReadOnlyList<string> Queries { get; } =
    [
        "incidents?limit=50",
        "incidents?state=active&limit=50",
        "incidents?state=active&urgency=low&limit=50",
        "incidents?service=default&source=BetterStack&limit=50",
        "incidents?search=nothing-has-this&limit=50",
        "incidents/summary",
    ];

    /// <summary>Runs each of them and returns the 99th percentile, in milliseconds.</summary>
    /// <exception cref="LoadTestException">A query did not get 200.</exception>
    public static async Task<IReadOnlyList<double>> MeasureAsync(RunningServer server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Target, "/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        var results = new List<double>();
        foreach (string query in Queries)
        {
            var times = new LongHistogram(LongestNanoseconds, 3);
            for (int i = -WarmUp; i < Times; i++)
            {
                long start = Stopwatch.GetTimestamp();
                using HttpResponseMessage answer = await http.GetAsync(new Uri(query, UriKind.Relative));
                if (!answer.IsSuccessStatusCode)
                {
                    throw new LoadTestException($"{query} is answered with {(int)answer.StatusCode}.");
                }

                if (i >= 0)
                {
                    times.RecordValue((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
                }
            }

            results.Add(times.GetValueAtPercentile(99) / 1e6);
        }

        return results;
    }
}
