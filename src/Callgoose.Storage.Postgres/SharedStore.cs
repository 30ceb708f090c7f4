using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.ApiLog;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Postgres.Reading;
using Callgoose.Storage.Postgres.Sessions;
using Callgoose.Storage.Postgres.Tokens;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Postgres;

/// <summary>Everything of the shared store that a server needs beside the incidents. Closed after the store of the incidents.</summary>
public sealed class SharedStore : IAsyncDisposable
{
    private readonly ConnectionSource source;
    private readonly PostgresTokenDirectory tokens;
    private readonly TimeProvider clock;

    private SharedStore(ConnectionSource source, PostgresTokenDirectory tokens, IApiLog apiLog, TimeProvider clock)
    {
        this.source = source;
        this.tokens = tokens;
        this.clock = clock;
        ApiLog = apiLog;
        Sessions = new PostgresSessionStore(source);
    }

    /// <summary>Which database it is, without a secret.</summary>
    public string Where => source.Where;

    /// <summary>Whose a token is.</summary>
    public ITokenDirectory Tokens => tokens;

    /// <summary>Who is signed in, at whichever server.</summary>
    public ISessionStore Sessions { get; }

    /// <summary>The API log. Closed with this.</summary>
    public IApiLog ApiLog { get; }

    /// <summary>Opens everything. The tables are made, or led to the version of this program.</summary>
    /// <param name="options">How to run it.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="apiLogFailed">Told why entries of the API log could not be written.</param>
    /// <exception cref="StoreException">The database cannot be reached, or its tables are those of a newer program.</exception>
    public static async Task<SharedStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock, Action<string> apiLogFailed)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = new ConnectionSource(options);
        try
        {
            await StoreLayout.PrepareAsync(source);
            PostgresTokenDirectory tokens = await PostgresTokenDirectory.OpenAsync(source, clock);
            return new SharedStore(source, tokens, new PostgresApiLog(source, new ApiLogOptions(), clock, apiLogFailed), clock);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Opens what creates and revokes tokens, for a program that serves nobody.</summary>
    /// <exception cref="StoreException">The database cannot be reached, or its tables are those of a newer program.</exception>
    public static async Task<ITokenStore> OpenTokensAsync(PostgresStoreOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = new ConnectionSource(options);
        try
        {
            await StoreLayout.PrepareAsync(source);
            return new PostgresTokenStore(source, clock, null, source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Opens what creates and revokes tokens; this server knows of it at once.</summary>
    public ITokenStore OpenTokens() => new PostgresTokenStore(source, clock, tokens.RefreshAsync, null);

    /// <summary>Opens what follows the transitions of all servers.</summary>
    public ITransitionReader OpenTransitions() => new PostgresTransitionReader(source);

    /// <summary>Opens what reads the API log of all servers.</summary>
    public IApiLogReader OpenApiLog() => new PostgresApiLogReader(source);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ApiLog.DisposeAsync();
        tokens.Dispose();
        source.Dispose();
    }
}
