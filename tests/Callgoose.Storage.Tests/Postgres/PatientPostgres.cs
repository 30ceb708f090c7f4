using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Storage.Tests;

/// <summary>Options of the shared store for tests: a machine that is busy with other tests must not cause a failure.</summary>
internal static class PatientPostgres
{
    /// <summary>The address is filled in later.</summary>
    public static PostgresStoreOptions Options { get; } = new()
    {
        Url = string.Empty,
        ConnectTimeout = TimeSpan.FromSeconds(60),
        Patience = TimeSpan.FromSeconds(60),
        LockTimeout = TimeSpan.FromSeconds(30),
    };
}
