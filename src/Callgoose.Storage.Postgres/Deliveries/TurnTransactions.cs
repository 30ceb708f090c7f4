using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <summary>
/// The transactions of the server that delivers. Each checks that this server still has the turn. Writes stay in memory until the commit or until a
/// later read: usually one round trip. A transaction that fails runs again, for as long as it takes or until another server has the turn.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="turn">The turn.</param>
/// <param name="epoch">The epoch under which this server has it.</param>
/// <param name="isSerializable">Whether transactions are SERIALIZABLE.</param>
/// <remarks>
/// Used by one thread, which blocks: without the database it has nothing to do, and the results of messages must not be lost. If the connection breaks
/// at a commit, the number of the transaction shows the outcome.
/// </remarks>
internal sealed class TurnTransactions(ConnectionSource source, DeliveryTurn turn, long epoch, bool isSerializable) : IDisposable
{
    private const int FirstPause = 20;
    private const int LongestPause = 500;
    private const int MostTries = 4;

    private readonly List<Action<NpgsqlBatch>> statements = [];
    private NpgsqlConnection? connection;
    private volatile bool isLost;
    private bool isOpen;
    private bool hasBegun;
    private bool isInDoubt;
    private int sent;
    private long number;

    /// <summary>The delivery number that the transaction has stored: a read may have come before the last delivery was created.</summary>
    private long noted;

    /// <summary>Whether another server has the turn.</summary>
    public bool IsLost => isLost || turn.Epoch != epoch;

    /// <summary>The number of the newest delivery; every transaction stores it.</summary>
    public long Last { get; set; }

    /// <summary>Reads where the previous server with the turn ended.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public void Open() => (number, Last) = Read(
        static batch => batch.Add("SELECT turn, last FROM dispatcher WHERE id = 1"),
        static row => row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : default);

    public void Begin()
    {
        Forget();
        isOpen = true;
    }

    /// <summary>Adds a statement that returns no rows. Outside a transaction, it is one by itself.</summary>
    public void Write(Action<NpgsqlBatch> statement)
    {
        bool isAlone = !isOpen;
        if (isAlone)
        {
            Begin();
        }

        statements.Add(statement);
        if (isAlone)
        {
            Commit();
        }
    }

    /// <summary>Reads, including everything that the transaction has written.</summary>
    /// <exception cref="StoreException">It cannot be read, or another server has the turn.</exception>
    public T Read<T>(Action<NpgsqlBatch> ask, Func<NpgsqlDataReader, T> read) => Persist(() =>
    {
        using NpgsqlBatch batch = Connect().CreateBatch();
        if (statements.Count > 0)
        {
            AddStatements(batch);
        }

        ask(batch);
        using NpgsqlDataReader reader = batch.ExecuteReader();
        (hasBegun, sent) = (statements.Count > 0, statements.Count);
        T result = read(reader);
        while (reader.NextResult())
        {
        }

        return result;
    });

    /// <exception cref="StoreException">It cannot be committed, or another server has the turn.</exception>
    public void Commit()
    {
        if (statements.Count > 0)
        {
            Persist(() =>
            {
                using NpgsqlBatch batch = Connect().CreateBatch();
                AddStatements(batch);
                if (noted < Last)
                {
                    batch.Add("UPDATE dispatcher SET last = greatest(last, $1) WHERE id = 1").Add(Last);
                }

                batch.Add("COMMIT");
                isInDoubt = true;
                batch.ExecuteNonQuery();
                return true;
            });
        }

        Forget();
    }

    public void Undo()
    {
        if (hasBegun)
        {
            Close(isBroken: false);
        }

        Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => Close(isBroken: false);

    private void Forget()
    {
        statements.Clear();
        (isOpen, hasBegun, isInDoubt, sent) = (false, false, false, 0);
    }

    /// <summary>
    /// Adds the statements that were not sent yet. The epoch column must not be null, and this checks the epoch: a server that lost the turn commits
    /// nothing. A batch that seemed lost and reaches the database after it has run again does not commit either: its number is used up.
    /// </summary>
    private void AddStatements(NpgsqlBatch batch)
    {
        if (!hasBegun)
        {
            batch.Add(isSerializable ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL READ COMMITTED");
            batch.Add($"""
                UPDATE dispatcher SET epoch = CASE WHEN epoch = $1 AND turn = $2 - 1 THEN epoch END, turn = $2, last = greatest(last, $3),
                    until = {DeliveryTurn.Now} + {DeliveryTurn.HeldFor}
                WHERE id = 1
                """).Add(epoch).Add(number + 1).Add(Last);
            noted = Last;
        }

        foreach (Action<NpgsqlBatch> statement in statements.Skip(sent))
        {
            statement(batch);
        }
    }

    private T Persist<T>(Func<T> attempt)
    {
        for (int tries = 1; ; tries++)
        {
            Exception failure;
            try
            {
                T result = IsLost ? throw Lost() : attempt();
                if (isInDoubt)
                {
                    turn.NoteCommitted(++number);
                }

                return result;
            }
            catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
            {
                Close(Failures.IsBroken(e));
                failure = e;
            }

            if (IsCommittedNow(failure, tries))
            {
                turn.NoteCommitted(++number);
                return default!;
            }
        }
    }

    /// <summary>
    /// Asks for the outcome of a failed transaction until there is an answer. A commit in progress holds the row until its outcome is certain.
    /// </summary>
    /// <exception cref="StoreException">Another server has the turn, this one ends, or another attempt is useless.</exception>
    private bool IsCommittedNow(Exception failure, int tries)
    {
        for (int asked = 0; ; asked++)
        {
            if (IsLost)
            {
                throw Lost();
            }

            if (turn.HasEnded)
            {
                throw failure as StoreException ?? Failures.Describe(failure, source.Where);
            }

            Thread.Sleep(Math.Min(FirstPause << Math.Min(asked, 5), LongestPause));
            if (TryAsk() is not (long found, long newest))
            {
                continue;
            }

            if (found != epoch)
            {
                isLost = true;
                throw Lost();
            }

            if (isInDoubt && newest == number + 1)
            {
                return true;
            }

            (isInDoubt, number) = (false, newest);
            return MayTryAgain(failure, tries) ? false : throw Failures.Describe(failure, source.Where);
        }
    }

    private (long Epoch, long Turn)? TryAsk()
    {
        try
        {
            using NpgsqlBatch ask = Connect().CreateBatch();
            ask.Add("SELECT epoch, turn FROM dispatcher WHERE id = 1 FOR UPDATE");
            using NpgsqlDataReader row = ask.ExecuteReader();
            row.Read();
            return (row.GetInt64(0), row.GetInt64(1));
        }
        catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
        {
            Close(isBroken: true);
            return null;
        }
    }

    /// <summary>
    /// Whether a failure is temporary: the connection, other transactions, the resources of the database (SQLSTATE 53 and 58). Other failures that are
    /// not a defect of the statement, such as one that takes too long, are retried a few times, so that they are reported.
    /// </summary>
    private static bool MayTryAgain(Exception failure, int tries) =>
        failure is not PostgresException answer || Failures.IsConflict(answer) || Failures.IsBroken(answer) || answer.SqlState[..2] is "53" or "58"
        || (tries < MostTries && answer.SqlState[..2] is not ("0A" or "22" or "23" or "42" or "54"));

    private NpgsqlConnection Connect() => connection is { State: System.Data.ConnectionState.Open } open ? open : connection = source.Open();

    /// <summary>Ends the transaction of the connection. The next transaction repeats its statements.</summary>
    private void Close(bool isBroken)
    {
        bool hasToUndo = hasBegun || isInDoubt || statements.Count > 0;
        (hasBegun, sent) = (false, 0);
        if (connection is not NpgsqlConnection old)
        {
            return;
        }

        try
        {
            if (!isBroken && hasToUndo && old.State == System.Data.ConnectionState.Open)
            {
                using NpgsqlCommand rollback = new("ROLLBACK", old);
                rollback.ExecuteNonQuery();
                return;
            }
        }
        catch (Exception e) when (Failures.IsOfDatabase(e) || e is InvalidOperationException)
        {
            // It is closed below.
        }

        connection = null;
        old.Dispose();
    }

    private StoreException Lost() => new($"PostgreSQL at {source.Where}: another server delivers now.");
}
