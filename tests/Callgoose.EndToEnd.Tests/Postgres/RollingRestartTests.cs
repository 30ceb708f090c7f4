using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>Two servers behind nginx are restarted one after the other under load: no call is refused, nothing is lost or doubled.</summary>
public sealed class RollingRestartTests(PublishedExecutable executable)
{
    private const int Senders = 8;

    /// <param name="signal">How a server ends: cleanly, or by <c>kill -9</c>; then the load balancer sends calls in progress to the other one.</param>
    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_rolling_restart_refuses_nobody_and_loses_and_doubles_nothing(string signal)
    {
        string url = PostgresServer.Shared.NewDatabase();
        int[] ports = [PostgresServer.FreePort(), PostgresServer.FreePort()];
        var servers = new RunningServer[] { await ServeAsync(url, ports[0]), null! };
        string token = await servers[0].WaitForFirstTokenAsync();
        servers[1] = await ServeAsync(url, ports[1]);
        using var folder = new TemporaryFolder();
        int port = PostgresServer.FreePort();
        using Process balancer = StartNginx(folder.Path, port, ports);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            await Eventually.HoldsAsync(async () => await IsReadyAsync(http));
            var acknowledged = new ConcurrentBag<string>();
            var refused = new ConcurrentBag<HttpStatusCode>();
            using var done = new CancellationTokenSource();
            Task[] sending = [.. Enumerable.Range(0, Senders).Select(sender => SendAsync(http, sender, acknowledged, refused, done.Token))];
            for (int round = 0; round < 2; round++)
            {
                for (int i = 0; i < servers.Length; i++)
                {
                    int before = acknowledged.Count;
                    await Eventually.HoldsAsync(async () =>
                    {
                        await Task.WhenAll(sending.Where(static sender => sender.IsFaulted));
                        return acknowledged.Count > before + 50 || !refused.IsEmpty;
                    });
                    int ended = await servers[i].SignalAsync(signal);
                    Assert.True(ended == 0 || signal == "KILL", servers[i].Errors);
                    await servers[i].DisposeAsync();
                    servers[i] = await ServeAsync(url, ports[i]);
                }
            }

            await done.CancelAsync();
            await Task.WhenAll(sending);
            Assert.True(refused.IsEmpty, $"{refused.Count} refused: {string.Concat(File.ReadLines(Path.Combine(folder.Path, "error.log")).Take(12))}");

            using HttpClient direct = servers[0].Client(token);
            List<JsonElement> all = await direct.IncidentsAsync();
            Assert.Equal(acknowledged.Order(StringComparer.Ordinal), all.Select(static incident => incident.Text("incidentKey")!).Order(StringComparer.Ordinal));
        }
        finally
        {
            balancer.Kill(entireProcessTree: true);
            foreach (RunningServer server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using HttpResponseMessage ready = await http.GetAsync("/v1/incidents");
            return ready.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task SendAsync(
        HttpClient http, int sender, ConcurrentBag<string> acknowledged, ConcurrentBag<HttpStatusCode> refused, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string key = $"INC-{sender}-{i}";
            using var content = new StringContent(Payloads.GuideTrigger.Replace("INC-98765", key, StringComparison.Ordinal), Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, content);
            if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            {
                acknowledged.Add(key);
            }
            else
            {
                refused.Add(answer.StatusCode);
            }
        }
    }

    /// <summary>The configuration in <c>src/Callgoose.Storage.Postgres/README.md</c>, without TLS.</summary>
    private static Process StartNginx(string folder, int port, int[] servers)
    {
        string user = Environment.UserName == "root" ? "user root;" : string.Empty;
        string upstream = string.Join(' ', servers.Select(static server => $"server 127.0.0.1:{server} max_fails=0;"));
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            {{user}}
            daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log; worker_processes 1;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                upstream callgoose { {{upstream}} }
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://callgoose;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_next_upstream error timeout http_502 http_503 non_idempotent;
                        proxy_buffering off;
                    }
                }
            }
            """);
        return Process.Start(Start.Of("nginx", "-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log")))!;
    }

    private Task<RunningServer> ServeAsync(string url, int port)
    {
        ProcessStartInfo start = Start.Of(executable.Path, "serve", "--urls", $"http://127.0.0.1:{port}");
        start.Environment["CALLGOOSE_STORE"] = url;
        return RunningServer.StartAsync(start);
    }
}
