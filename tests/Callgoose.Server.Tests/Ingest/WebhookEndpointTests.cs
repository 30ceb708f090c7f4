using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Auth.Signatures;
using Callgoose.Configuration;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Ingest;
using Callgoose.Observability.Metrics;
using Callgoose.Refusals;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Callgoose.Server.Tests.Ingest;

[Collection(nameof(Alone))]
public sealed class WebhookEndpointTests : IAsyncLifetime
{
    private const string Trigger = """{"status":"Started","id":"00000000","title":"Down","description":"Timeout","started_at":"2026-01-01T00:00:00Z"}""";

    private static readonly int KeyStart = Trigger.IndexOf("00000000", StringComparison.Ordinal);

    private readonly string root = Directory.CreateTempSubdirectory("callgoose-").FullName;
    private TokenDirectory tokens = null!;
    private IncidentStore store = null!;
    private ApiLogWriter log = null!;
    private WebhookEndpoint endpoint = null!;
    private string secret = "";

    public ValueTask InitializeAsync()
    {
        var folder = DataFolder.Open(Path.Combine(root, "data"));
        using (var tokenStore = TokenStore.Open(folder, TimeProvider.System))
        {
            secret = tokenStore.Create(new NewToken { Name = "test" }).Secret;
        }

        var settings = new ServerSettings();
        var live = new LiveSettings(settings);
        tokens = TokenDirectory.Open(folder, TimeProvider.System);
        store = SqliteStore.Open(new SqliteStoreOptions { Folder = folder }, TimeProvider.System);
        log = ApiLogWriter.Open(folder, new ApiLogOptions(), TimeProvider.System, static _ => { });
        var counters = new CallCounters();
        counters.Use(settings.Services);
        endpoint = new WebhookEndpoint(
            new Authenticator(tokens),
            live,
            store,
            new BodyMemory(settings.Limits.BodyMemory),
            new SignatureStep(new SignatureKeys(TimeProvider.System, NullLogger.Instance), TimeProvider.System),
            new LongWork(),
            new CallLog(log, live, store, TimeProvider.System),
            counters,
            new RequestFaults(settings.Limits.Body, settings.BehindProxy, NullLogger<RequestFaults>.Instance),
            new RefusedCalls(live, TimeProvider.System),
            TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await log.DisposeAsync();
        tokens.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task From_the_body_to_the_disk_and_back_a_call_allocates_little_more_than_the_task_that_the_server_waits_for()
    {
        // The task has 72 bytes.
        const int MaxBytes = 80;

        // As in the server: on a thread of the pool, without the context of a test, which takes objects to return to.
        double least = await Task.Run(LeastBytesOfOneCallAsync, TestContext.Current.CancellationToken);

        Assert.InRange(least, 0, MaxBytes);
    }

    [Fact]
    public async Task A_call_that_cannot_be_counted_is_answered()
    {
        var request = new BareRequest(Encoding.UTF8.GetBytes(Trigger), secret);

        await endpoint.HandleAsync(new UncountedDoor(), request.Features).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status500InternalServerError, request.Response.StatusCode);
    }

    [Fact]
    public async Task Calls_that_overlap_get_each_their_own_answer()
    {
        var ids = new HashSet<string>();
        async Task<List<string>> SendAsync(int sender)
        {
            var answered = new List<string>();
            byte[] body = Encoding.UTF8.GetBytes(Trigger);
            var request = new BareRequest(body, secret);
            var refused = new BareRequest(body, "cg_wrong");
            for (uint i = 0; i < 300; i++)
            {
                request.Clear();
                refused.Clear();
                Utf8Formatter.TryFormat(((uint)sender << 16) | i, body.AsSpan(KeyStart, 8), out _, new('X', 8));
                Task wrong = endpoint.HandleAsync(ProcessDoor.Instance, refused.Features);
                await endpoint.HandleAsync(ProcessDoor.Instance, request.Features);
                await wrong;
                Assert.Equal(StatusCodes.Status201Created, request.Response.StatusCode);
                Assert.Equal(StatusCodes.Status401Unauthorized, refused.Response.StatusCode);
                answered.Add(JsonDocument.Parse(request.Answered.ToArray()).RootElement.GetProperty("incidents")[0].GetString()!);
            }

            return answered;
        }

        List<string>[] all = await Task.WhenAll(Enumerable.Range(1, 8).Select(sender => Task.Run(() => SendAsync(sender))));

        Assert.All(all.SelectMany(static answered => answered), id => Assert.True(ids.Add(id)));
    }

    [Fact]
    public async Task What_breaks_one_call_is_answered_and_leaves_the_next_alone()
    {
        var request = new BareRequest(Encoding.UTF8.GetBytes(Trigger), secret) { BodyFailure = new BadHttpRequestException("too large", 413) };
        await endpoint.HandleAsync(ProcessDoor.Instance, request.Features);
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, request.Response.StatusCode);

        request.BodyFailure = new InvalidOperationException("a defect");
        await endpoint.HandleAsync(ProcessDoor.Instance, request.Features);
        Assert.Equal(StatusCodes.Status500InternalServerError, request.Response.StatusCode);

        request.BodyFailure = null;
        request.AnswerFailure = new InvalidOperationException("cannot be written");
        await Assert.ThrowsAsync<InvalidOperationException>(() => endpoint.HandleAsync(ProcessDoor.Instance, request.Features));

        request.AnswerFailure = null;
        request.Clear();
        await endpoint.HandleAsync(ProcessDoor.Instance, request.Features);
        Assert.Equal(StatusCodes.Status200OK, request.Response.StatusCode);
        Assert.Contains("\"duplicate\":true", Encoding.UTF8.GetString(request.Answered), StringComparison.Ordinal);
    }

    private async Task<double> LeastBytesOfOneCallAsync()
    {
        const int AtOnce = 32;
        const int Rounds = 50;
        byte[][] bodies = [.. Enumerable.Range(0, AtOnce).Select(static _ => Encoding.UTF8.GetBytes(Trigger))];
        BareRequest[] requests = [.. bodies.Select(body => new BareRequest(body, secret))];
        var answers = new Task[AtOnce];
        uint key = 0;

        // The lowest of several runs: the first ones fill pools and caches, and the runtime may work beside any of them.
        long least = long.MaxValue;
        for (int run = 0; run < 6; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < AtOnce; i++)
                {
                    requests[i].Clear();
                    Utf8Formatter.TryFormat(++key, bodies[i].AsSpan(KeyStart, 8), out _, new('X', 8));
                    answers[i] = endpoint.HandleAsync(ProcessDoor.Instance, requests[i].Features);
                }

                foreach (Task answer in answers)
                {
                    await answer;
                }
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.All(requests, static request => Assert.Equal(StatusCodes.Status201Created, request.Response.StatusCode));
        return (double)least / (AtOnce * Rounds);
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
