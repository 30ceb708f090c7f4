using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>
/// A server may start before its database: it listens, refuses calls, and continues when the database is up. If waiting cannot help, the start ends
/// with an error.
/// </summary>
public sealed class StartWithoutDatabaseTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_server_that_starts_without_its_database_refuses_and_goes_on_when_it_comes()
    {
        using var postgres = new PostgresServer();
        string url = postgres.NewDatabase();
        postgres.StopImmediately();
        await using RunningServer server = await RunningServer.StartAsync(Command(url, "serve", "--urls", "http://127.0.0.1:0"), isReady: false);
        using HttpClient http = server.Client();
        using (HttpResponseMessage refused = await http.PostAsync(ProcessApi.Path, new StringContent(Payloads.GuideTrigger)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using (HttpResponseMessage ready = await http.GetAsync("/readyz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("PostgreSQL", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (HttpResponseMessage alive = await http.GetAsync("/healthz"))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        postgres.Start();
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient sender = server.Client(token);
        await sender.OpenAsync(Payloads.GuideTrigger);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz")).StatusCode);
        Assert.Equal(0, await server.SignalAsync("TERM"));
        TestServer.AssertNoTrace(server.Errors);
        Assert.DoesNotContain(Uri.EscapeDataString(PostgresServer.Password), server.Output + server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_waits_for_its_database_stops_when_it_is_told_to()
    {
        string url = PostgresServer.Shared.Url("postgres", PostgresServer.FreePort());
        await using RunningServer server = await RunningServer.StartAsync(Command(url, "serve", "--urls", "http://127.0.0.1:0"), isReady: false);
        Assert.Equal(0, await server.SignalAsync("TERM"));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Theory]
    [InlineData("a wrong password", "password authentication failed")]
    [InlineData("no such database", "does not exist")]
    [InlineData("tables of a newer program", "Start the newer program")]
    [InlineData("another program's tables", "of another program")]
    public async Task What_no_waiting_mends_ends_the_start(string what, string sentence)
    {
        string url = PostgresServer.Shared.NewDatabase();
        string database = new Uri(url).AbsolutePath[1..];
        switch (what)
        {
            case "a wrong password":
                url = url.Replace(Uri.EscapeDataString(PostgresServer.Password), "wrong", StringComparison.Ordinal);
                break;
            case "no such database":
                url = PostgresServer.Shared.Url("nowhere");
                break;
            case "tables of a newer program":
                PostgresServer.Shared.Query(database, "CREATE TABLE callgoose_version (id smallint PRIMARY KEY, version int NOT NULL); INSERT INTO callgoose_version VALUES (1, 1000)");
                break;
            default:
                PostgresServer.Shared.Query(database, "CREATE TABLE incidents (id int)");
                break;
        }

        CommandResult served = await CommandResult.RunAsync(Command(url, "serve", "--urls", "http://127.0.0.1:0"));
        Assert.Equal(1, served.ExitCode);
        Assert.Contains(sentence, served.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(served.Errors);
        Assert.DoesNotContain("listens on", served.Output, StringComparison.Ordinal);
    }

    private ProcessStartInfo Command(string url, params string[] arguments)
    {
        ProcessStartInfo start = Start.Of([executable.Path, .. arguments]);
        start.Environment["CALLGOOSE_STORE"] = url;
        return start;
    }
}
