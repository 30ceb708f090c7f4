using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>What two servers share besides incidents: tokens, sessions, the API log, and each other's changes.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private readonly List<string> failures = [];
    private PostgresStoreOptions options = null!;
    private PostgresServerStorage one = null!;
    private PostgresServerStorage other = null!;

    public async ValueTask InitializeAsync()
    {
        options = PatientPostgres.Options with { Url = PostgresServer.Shared.NewDatabase() };
        one = await PostgresServerStorage.OpenAsync(options, TimeProvider.System, static _ => { }, failures.Add);
        other = await PostgresServerStorage.OpenAsync(options, TimeProvider.System, static _ => { }, failures.Add);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_one_server_makes_or_revokes_is_known_to_the_other()
    {
        using ITokenStore tokens = one.OpenTokens();
        (ApiToken token, string secret) = await tokens.CreateAsync(new NewToken { Name = "with\0a NUL", Environment = "test", Lifetime = TimeSpan.FromDays(1), IsDebugged = true });
        Assert.Equal(token, one.Tokens.Find(secret));
        await Eventually.HoldsAsync(() => other.Tokens.Find(secret) == token);
        Assert.Equal(["test"], other.Tokens.Environments);

        string again = (await tokens.RegenerateAsync(token.Id))!;
        Assert.Null(one.Tokens.Find(secret));
        await Eventually.HoldsAsync(() => other.Tokens.Find(secret) is null && other.Tokens.Find(again) == token);

        Assert.Null((await tokens.SetDebugAsync(token.Id, false))!.DebugUntil);
        Assert.True(await tokens.RevokeAsync(token.Id));
        Assert.False(await tokens.RevokeAsync(token.Id));
        Assert.Null(one.Tokens.Find(again));
        await Eventually.HoldsAsync(() => other.Tokens.Find(again) is null);
        Assert.NotNull((await tokens.ListAsync())[0].RevokedAt);
        Assert.Null(await tokens.RegenerateAsync(token.Id));
    }

    [Fact]
    public async Task A_session_of_one_server_is_one_of_the_other()
    {
        var session = new Session(new string('A', 64), [1, 2, 3], 4711);
        await one.Sessions.AddAsync(session, static others => others.Select(static known => known.IdHash));

        Session found = (await other.Sessions.FindAsync(session.IdHash))!;
        Assert.Equal((session.IdHash, session.EndsAt), (found.IdHash, found.EndsAt));
        Assert.Equal(session.TokenHash, found.TokenHash);

        var next = new Session(new string('B', 64), [4], 4712);
        await other.Sessions.AddAsync(next, static others => others.Select(static known => known.IdHash));
        Assert.Null(await one.Sessions.FindAsync(session.IdHash));
        Assert.NotNull(await one.Sessions.FindAsync(next.IdHash));

        await other.Sessions.RemoveAsync(next.IdHash);
        Assert.Null(await one.Sessions.FindAsync(next.IdHash));
    }

    [Fact]
    public async Task The_api_log_of_one_server_is_read_at_the_other()
    {
        var ids = new TimeOrderedIds(TimeProvider.System);
        ApiLogEntry[] entries = [.. Enumerable.Range(0, 3).Select(i => Entry(ids.Next(), i == 1 ? "test" : string.Empty))];
        Array.ForEach(entries, one.ApiLog.Add);
        await one.ApiLog.DisposeAsync();

        using IApiLogReader log = other.OpenApiLog();
        ApiLogPage page = await log.ListAsync(new ApiLogQuery { Environment = string.Empty, Limit = 10 });
        Assert.Equal([entries[2].CallId, entries[0].CallId], page.Rows.Select(static row => row.Entry.CallId));
        ApiLogEntry found = (await log.FindAsync(entries[1].CallId))!.Entry;
        Assert.Equal(entries[1].Body, found.Body);
        Assert.Equal(entries[1] with { Body = found.Body, Verdicts = found.Verdicts }, found);
        Assert.Equal([entries[0].CallId], (await log.ListAsync(new ApiLogQuery { Environment = null, After = -1, Limit = 1 })).Rows.Select(static row => row.Entry.CallId));
        Assert.Null(one.Fault);
        Assert.Equal((0, 0), (one.ApiLog.LeftOut, failures.Count));
    }

    [Fact]
    public async Task What_one_server_does_the_other_follows_in_the_order_of_commits()
    {
        using ITransitionReader transitions = other.OpenTransitions();
        Assert.Equal(0, await transitions.NewestAsync());
        long version = await transitions.VersionAsync();
        Assert.Equal(CommitStatus.Committed, await one.Incidents.CommitAsync(Calls.Of(Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2") with { Environment = "test" })));
        Assert.NotEqual(version, await transitions.VersionAsync());
        Assert.Equal(CommitStatus.Committed, await other.Incidents.CommitAsync(Calls.Of(Wanted.Resolve("INC-1"))));

        IReadOnlyList<FollowedTransition> followed = await transitions.AfterAsync(0, string.Empty, 10);
        Assert.Equal([(1L, TransitionKind.Triggered), (3L, TransitionKind.Resolved)], followed.Select(static one => (one.Sequence, one.Transition.Kind)));
        Assert.Equal(3, await transitions.NewestAsync());
        Assert.Equal([3L], (await transitions.AfterAsync(1, string.Empty, 10)).Select(static one => one.Sequence));
        Assert.Equal(["INC-2"], (await transitions.AfterAsync(0, "test", 10)).Select(static one => one.Incident.IncidentKey));
    }

    [Fact]
    public async Task A_dump_of_the_database_is_a_backup()
    {
        Assert.Equal(CommitStatus.Committed, await one.Incidents.CommitAsync(Calls.Of(Wanted.Trigger("INC-1"), Wanted.Trigger("INC-2"))));
        using ITokenStore tokens = one.OpenTokens();
        string secret = (await tokens.CreateAsync(new NewToken { Name = "tool" })).Secret;
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string restored = PostgresServer.Shared.NewDatabase();
        try
        {
            PostgresServer.Shared.RunProgram("pg_dump", "-Fc", "-f", file, options.Url);
            PostgresServer.Shared.RunProgram("pg_restore", "-d", restored, file);
        }
        finally
        {
            File.Delete(file);
        }

        await using PostgresServerStorage backup = await PostgresServerStorage.OpenAsync(options with { Url = restored }, TimeProvider.System, static _ => { }, failures.Add);
        Assert.Equal(["INC-2", "INC-1"], backup.Incidents.List(new IncidentQuery()).Incidents.Select(static incident => incident.IncidentKey));
        Assert.NotNull(backup.Tokens.Find(secret));
        ProcessCallCommand again = Calls.Of(Wanted.Trigger("INC-1"));
        Assert.Equal(CommitStatus.Committed, await backup.Incidents.CommitAsync(again));
        Assert.True(again.Call.Outcome.TriggerDuplicate);
    }

    /// <summary>As after a freeze of more than a minute at the commit: the place was given away, and its new server has begun a batch of the same number.</summary>
    [Fact]
    public async Task The_batch_of_another_server_is_not_taken_for_ones_own_that_was_lost()
    {
        string database = options.Url[(options.Url.LastIndexOf('/') + 1)..];
        await using var proxy = new CuttingProxy(PostgresServer.Shared.Port);
        await using IncidentStore frozen = await PostgresStore.OpenAsync(options with { Url = PostgresServer.Shared.Url(database, proxy.Port), Name = "frozen" }, TimeProvider.System);
        Assert.Equal(CommitStatus.Committed, await frozen.CommitAsync(Calls.Of(Wanted.Trigger("INC-1"))));
        int commits = 0;
        proxy.Next = () =>
        {
            if (Interlocked.Increment(ref commits) > 1)
            {
                return CuttingProxy.Moment.Nowhere;
            }

            PostgresServer.Shared.Query(
                database,
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'callgoose frozen' AND state = 'idle in transaction';
                UPDATE gateways SET epoch = epoch + 1, batch = batch + 1, seen_at = clock_timestamp() WHERE name = 'frozen';
                """);
            return CuttingProxy.Moment.BeforeCommit;
        };

        ProcessCallCommand call = Calls.Of(Wanted.Trigger("INC-2"));
        Assert.Equal(CommitStatus.Committed, await frozen.CommitAsync(call));

        Assert.True(commits > 1);
        Assert.Equal(["INC-2", "INC-1"], one.Incidents.List(new IncidentQuery()).Incidents.Select(static incident => incident.IncidentKey));
    }

    /// <summary>A database that was away may be another one, such as a backup, whose tokens were changed as often.</summary>
    [Fact]
    public async Task Tokens_are_read_again_after_the_database_was_away()
    {
        using ITokenStore tokens = one.OpenTokens();
        (ApiToken token, string secret) = await tokens.CreateAsync(new NewToken { Name = "tool" });
        await Eventually.HoldsAsync(() => other.Tokens.Find(secret) == token);
        string database = options.Url[(options.Url.LastIndexOf('/') + 1)..];

        PostgresServer.Shared.Query("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        PostgresServer.Shared.Query("postgres", $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}'");
        await Eventually.HoldsAsync(() => other.Tokens.Current is null);
        PostgresServer.Shared.Query("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
        PostgresServer.Shared.Query(database, "UPDATE tokens SET revoked_at = 1");

        await Eventually.HoldsAsync(() => other.Tokens.Current is { } known && known.Find(secret, TimeProvider.System) is null);
    }

    private static ApiLogEntry Entry(TimeOrderedId id, string environment) => new()
    {
        CallId = id,
        ReceivedAt = id.UnixMilliseconds,
        Microseconds = 2,
        Environment = environment,
        TokenId = new TimeOrderedId(0x70, 1),
        TokenName = "tool",
        From = "BetterStack",
        RemoteAddress = "127.0.0.1",
        Scheme = "https",
        Method = "POST",
        Url = "/v1/process",
        Status = 202,
        Refusal = "why",
        Verdicts = "[]"u8.ToArray(),
        Body = [0, 1, 255],
        BodyLength = 3,
    };
}
