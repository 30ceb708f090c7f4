using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>
/// The database fails over to a synchronous standby under load: nothing acknowledged is lost, nothing is doubled (tests/README.md R28).
/// </summary>
public sealed class FailoverTests(PublishedExecutable executable)
{
    private const int Senders = 4;

    [Fact]
    public async Task A_failover_to_a_synchronous_standby_loses_nothing_that_was_acknowledged()
    {
        using var primary = new PostgresServer(isDurable: true);
        string database = primary.NewDatabase().Split('/')[^1];
        using PostgresServer standby = primary.StartStandby();
        await Eventually.HoldsAsync(() => Task.FromResult(primary.Query("postgres", "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'").Trim() == "1"));
        string token;
        await using (RunningServer warned = await ServeAsync(primary.Url(database, standby)))
        {
            token = await warned.WaitForFirstTokenAsync();
            Assert.Contains("none is synchronous", warned.Errors, StringComparison.Ordinal);
            Assert.Contains("look  store standbys: 1 standbys follow PostgreSQL", await DoctorAsync(primary.Url(database, standby)), StringComparison.Ordinal);
            Assert.Equal(0, await warned.SignalAsync("TERM"));
        }

        primary.Configure("synchronous_standby_names = '*'");
        await Eventually.HoldsAsync(() => Task.FromResult(primary.Query("postgres", "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").Trim() == "1"));
        Assert.Contains("ok    store standbys: none that is known to lose acknowledged commits", await DoctorAsync(primary.Url(database, standby)), StringComparison.Ordinal);
        await using RunningServer server = await ServeAsync(primary.Url(database, standby));
        Assert.DoesNotContain("none is synchronous", server.Errors, StringComparison.Ordinal);
        using HttpClient http = server.Client(token);
        var acknowledged = new ConcurrentBag<string>();
        using var done = new CancellationTokenSource();
        Task[] sending = [.. Enumerable.Range(0, Senders).Select(sender => SendAsync(http, sender, acknowledged, done.Token))];
        await Eventually.HoldsAsync(() => Task.FromResult(acknowledged.Count > 100 || sending.Any(static one => one.IsFaulted)));
        primary.StopImmediately();
        standby.Promote();
        int before = acknowledged.Count;
        await Eventually.HoldsAsync(() => Task.FromResult(acknowledged.Count > before + 50 || sending.Any(static one => one.IsFaulted)));
        await done.CancelAsync();
        await Task.WhenAll(sending);

        List<JsonElement> all = await http.IncidentsAsync();
        List<string> keys = [.. all.Select(static incident => incident.Text("incidentKey")!)];
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Empty(acknowledged.Except(keys));
        TestServer.AssertNoTrace(server.Errors);
    }

    /// <summary>Repeats calls that get 503, as a sender does.</summary>
    private static async Task SendAsync(HttpClient http, int sender, ConcurrentBag<string> acknowledged, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string key = $"INC-{sender}-{i}";
            HttpStatusCode status = HttpStatusCode.ServiceUnavailable;
            while (status == HttpStatusCode.ServiceUnavailable && !done.IsCancellationRequested)
            {
                using var content = new StringContent(Payloads.Started(key), Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, content);
                status = answer.StatusCode;
                Assert.True(answer.IsSuccessStatusCode || (status == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null), $"{status}");
            }

            if (status != HttpStatusCode.ServiceUnavailable)
            {
                acknowledged.Add(key);
            }
        }
    }

    private async Task<string> DoctorAsync(string url)
    {
        ProcessStartInfo start = Start.Of(executable.Path, "doctor");
        start.Environment["CALLGOOSE_STORE"] = url;
        return (await CommandResult.RunAsync(start)).Output;
    }

    private Task<RunningServer> ServeAsync(string url)
    {
        ProcessStartInfo start = Start.Of(executable.Path, "serve", "--urls", "http://127.0.0.1:0");
        start.Environment["CALLGOOSE_STORE"] = url;
        return RunningServer.StartAsync(start);
    }
}
