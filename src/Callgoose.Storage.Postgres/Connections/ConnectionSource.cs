using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>Opens connections whose sessions keep the promises of the store, whatever the role's defaults are.</summary>
internal sealed class ConnectionSource : IDisposable
{
    /// <summary>The maximum number of connections in a pool.</summary>
    public const int MaxConnections = 12;

    private readonly NpgsqlDataSource source;

    public ConnectionSource(PostgresStoreOptions options)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        NpgsqlConnectionStringBuilder settings = ConnectionUrl.Parse(options.Url);
        settings.ApplicationName = $"callgoose {options.Name}";
        settings.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        settings.CommandTimeout = (int)Math.Ceiling(options.Patience.TotalSeconds);
        settings.CancellationTimeout = 500;
        settings.MaxPoolSize = MaxConnections;
        settings.MaxAutoPrepare = 60;
        settings.AutoPrepareMinUsages = 2;
        if (!ConnectionUrl.IsSocket(settings.Host))
        {
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = 2;
            settings.TcpKeepAliveInterval = 1;
        }

        settings.IncludeErrorDetail = false;
        settings.NoResetOnClose = true;

        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        string session = SessionSettings(options);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using NpgsqlCommand set = new(session, connection);
                set.ExecuteNonQuery();
            },
            async connection =>
            {
                await using NpgsqlCommand set = new(session, connection);
                await set.ExecuteNonQueryAsync();
            });
        bool isMany = settings.Host!.Contains(',', StringComparison.Ordinal);
        source = isMany ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite) : builder.Build();
        Where = ConnectionUrl.Describe(settings);
    }

    /// <summary>The name of the database, without a secret.</summary>
    public string Where { get; }

    /// <summary>Opens a connection, or returns a pooled one.</summary>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync()
    {
        try
        {
            return await source.OpenConnectionAsync();
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, Where);
        }
    }

    /// <summary>Like <see cref="OpenAsync"/>, for callers that block a thread anyway.</summary>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    public NpgsqlConnection Open()
    {
        try
        {
            return source.OpenConnection();
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, Where);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    /// <remarks>
    /// <c>synchronous_commit</c> is raised to <c>on</c> where a role's default is less: a 2xx means that the commit is on disk. A server that freezes
    /// inside a transaction holds its rows for two seconds at most. Idle connections stay open, because one may wait all night for the next webhook.
    /// </remarks>
    private static string SessionSettings(PostgresStoreOptions options)
    {
        long statement = (long)options.Patience.TotalMilliseconds;
        long locks = (long)options.LockTimeout.TotalMilliseconds;
        return $"""
            SELECT set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
                set_config('idle_in_transaction_session_timeout', '2000', false),
                set_config('statement_timeout', '{statement}', false),
                set_config('lock_timeout', '{locks}', false),
                {Off("idle_session_timeout")},
                {Off("transaction_timeout")},
                set_config('tcp_keepalives_idle', '2', false),
                set_config('tcp_keepalives_interval', '1', false),
                set_config('tcp_keepalives_count', '3', false),
                set_config('timezone', 'UTC', false)
            """;
    }

    /// <summary>
    /// Switches off a limit that only newer databases have. set_config rejects unknown settings, so on older databases another setting is set to its
    /// current value.
    /// </summary>
    private static string Off(string setting) =>
        $"set_config(CASE WHEN current_setting('{setting}', true) IS NULL THEN 'timezone' ELSE '{setting}' END, CASE WHEN current_setting('{setting}', true) IS NULL THEN 'UTC' ELSE '0' END, false)";
}
