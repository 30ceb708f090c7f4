using System.Net.Sockets;
using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>What the failures of a database mean.</summary>
internal static class Failures
{
    /// <summary>Whether the database or the connection to it failed, and not this program.</summary>
    public static bool IsOfDatabase(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>
    /// Whether the database rolled the transaction back because of concurrent ones, so that it may run again: a serialization failure, a deadlock, a
    /// row that another transaction has just inserted, a lock timeout.
    /// </summary>
    public static bool IsConflict(Exception e) => e is PostgresException { SqlState: "40001" or "40P01" or "23505" or "55P03" };

    /// <summary>
    /// Whether the connection is unusable; work in progress may have happened or not. In class 57, all codes that begin with <c>57P</c> end the
    /// session: a stop, a kill, a dropped database, an idle session timeout.
    /// </summary>
    public static bool IsBroken(Exception e) =>
        IsOfDatabase(e) && (e is not PostgresException answer || answer.SqlState is "40003" or "25P03" or "25P04" || answer.SqlState[..2] is "08" || answer.SqlState.StartsWith("57P", StringComparison.Ordinal));

    /// <summary>Whether the database rejected the given values and would accept others: a defect of the command.</summary>
    public static bool BlamesValues(Exception e) =>
        e is PostgresException answer && (answer.SqlState.StartsWith("22", StringComparison.Ordinal) || answer.SqlState is "54000" or "23502" or "23514");

    /// <summary>
    /// Whether it may pass by itself: an unreachable host, or a database that starts, stops, is full, is a standby, or has no free connection. A wrong
    /// password, a missing database and an untrusted certificate stay until somebody changes them.
    /// </summary>
    public static bool MayPass(Exception e) => e switch
    {
        PostgresException answer => answer.SqlState is "25006" || answer.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58",
        NpgsqlException { InnerException: AggregateException several } => several.InnerExceptions.Any(MayPass),
        NpgsqlException { InnerException: Exception inner } => MayPass(inner),

        // None of several hosts takes writes.
        NpgsqlException => e.Message.Contains("suitable host", StringComparison.Ordinal),
        _ => IsOfDatabase(e),
    };

    /// <summary>Describes it for people, without secrets.</summary>
    public static StoreException Describe(Exception e, string where)
    {
        Exception cause = e is NpgsqlException and not PostgresException && e.InnerException is Exception inner ? inner : e;
        string what = cause is PostgresException answer ? $"{answer.MessageText} (SQLSTATE {answer.SqlState})" : cause.Message;
        return new StoreException($"PostgreSQL at {where}: {what}{Advice(cause)}") { MayPass = MayPass(e) };
    }

    /// <summary>What to do about it, if known.</summary>
    private static string Advice(Exception cause) => cause switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => ". Look at the user and the password in 'store', and at pg_hba.conf.",
        PostgresException { SqlState: "3D000" } => ". Make it: CREATE DATABASE … OWNER ….",
        PostgresException { SqlState: "3F000" or "42501" } => ". The role has to own the tables, or the database where there are none yet.",
        PostgresException { SqlState: "53300" } => $". Each server takes up to {ConnectionSource.MaxConnections} connections, twice: look at max_connections and the role's CONNECTION LIMIT.",
        NpgsqlException when cause.Message.StartsWith("SSL connection requested", StringComparison.Ordinal) =>
            " Turn TLS on at the database, or say ?sslmode=disable in 'store' where nobody can listen in.",
        _ => string.Empty,
    };
}
