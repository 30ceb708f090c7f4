using System.Net.Sockets;
using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>What the failures of a database mean.</summary>
internal static class Failures
{
    /// <summary>Whether it is the database, or the way to it, that fails, and not this program.</summary>
    public static bool IsOfDatabase(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>
    /// Whether the transaction was undone by the database because of others that ran at the same time, and may be run again: a serialization failure,
    /// a deadlock, a row that somebody else has just inserted, a lock that was waited for long enough.
    /// </summary>
    public static bool IsConflict(Exception e) => e is PostgresException { SqlState: "40001" or "40P01" or "23505" or "55P03" };

    /// <summary>Whether the connection is of no use any more: what was under way may have happened or not.</summary>
    public static bool IsBroken(Exception e) =>
        IsOfDatabase(e) && (e is not PostgresException answer || answer.SqlState is "40003" or "57P01" or "57P02" or "57P03" or "25P03" || answer.SqlState.StartsWith("08", StringComparison.Ordinal));

    /// <summary>Whether the database refused values that it was given, and would take others: a defect of the command that gave them.</summary>
    public static bool BlamesValues(Exception e) =>
        e is PostgresException answer && (answer.SqlState.StartsWith("22", StringComparison.Ordinal) || answer.SqlState is "54000" or "23502" or "23514");

    /// <summary>Tells a person of it, without anything secret.</summary>
    public static StoreException Describe(Exception e, string where)
    {
        Exception cause = e is NpgsqlException and not PostgresException && e.InnerException is Exception inner ? inner : e;
        string what = cause is PostgresException answer ? $"{answer.MessageText} (SQLSTATE {answer.SqlState})" : cause.Message;
        return new StoreException($"PostgreSQL at {where}: {what}");
    }
}
