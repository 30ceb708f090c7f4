using Callgoose.Storage.Writer;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>The options of the shared store.</summary>
public sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>The address of the database, as <c>postgres://user:password@host:port/database</c>. Contains a secret: never printed.</summary>
    public required string Url { get; init; }

    /// <summary>The name of this server for the other servers on the database, for example the machine's.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>
    /// Whether transactions are SERIALIZABLE instead of READ COMMITTED, for databases that speak PostgreSQL's protocol and have nothing weaker.
    /// </summary>
    public bool IsSerializable { get; init; }

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a batch is tried in total, including broken connections and conflicts, before its calls are refused.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement waits for a row that another server has locked before its transaction is tried again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
