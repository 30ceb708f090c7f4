using Callgoose.Storage.Writer;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>How the shared store is run.</summary>
public sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>Where the database is, as <c>postgres://user:password@host:port/database</c>. Holds a secret: never printed.</summary>
    public required string Url { get; init; }

    /// <summary>The name under which this server is known to the others that share the database, such as that of the machine.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>Whether transactions are SERIALIZABLE instead of READ COMMITTED, as databases want it that speak PostgreSQL's protocol and know nothing less.</summary>
    public bool IsSerializable { get; init; }

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a batch is tried in all, broken connections and conflicts included, before its calls are refused.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement waits for a row that another server holds before its transaction is tried again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
