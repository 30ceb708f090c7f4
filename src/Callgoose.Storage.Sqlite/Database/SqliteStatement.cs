using Callgoose.Storage.Contract;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0. Spans over columns are valid until the next step or reset.</summary>
internal sealed unsafe class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private readonly BoundBytes bound = new();

    /// <summary>Zero once it has been finalized; SQLite refuses that value.</summary>
    private nint statement = handle.DangerousGetHandle();

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int parameter, long value)
    {
        Check(StatementCalls.BindNumber(statement, parameter, value));
        return this;
    }

    /// <summary>Binds a number or null.</summary>
    public SqliteStatement Bind(int parameter, long? value) => value is long number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>Binds bytes; an empty span is an empty value, not null.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            Check(StatementCalls.BindZeros(statement, parameter, 0));
        }
        else if (value.Length <= BoundBytes.Longest)
        {
            Check(StatementCalls.BindInPlace(statement, parameter, bound.Keep(parameter, value), value.Length, StatementCalls.StaysInPlace));
        }
        else
        {
            fixed (byte* start = value)
            {
                Check(StatementCalls.BindCopy(statement, parameter, start, value.Length, StatementCalls.IsCopied));
            }
        }

        return this;
    }

    /// <summary>Binds bytes; an empty span is null.</summary>
    public SqliteStatement BindOrNull(int parameter, ReadOnlySpan<byte> value) =>
        value.IsEmpty ? BindNull(parameter) : Bind(parameter, value);

    /// <summary>Binds text or null.</summary>
    public SqliteStatement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    /// <summary>Binds null.</summary>
    public SqliteStatement BindNull(int parameter)
    {
        Check(StatementCalls.BindNull(statement, parameter));
        return this;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last row; the statement can then be used again.</returns>
    public bool Step()
    {
        int code = StatementCalls.Step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code == raw.SQLITE_DONE)
        {
            StatementCalls.Reset(statement);
            return false;
        }

        StoreException failure = database.Failure("run a statement");
        StatementCalls.Reset(statement);
        throw failure;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>Stops reading before the last row.</summary>
    public void Reset() => StatementCalls.Reset(statement);

    /// <summary>How many steps of SQLite's virtual machine the statement has run.</summary>
    public long Steps => raw.sqlite3_stmt_status(handle, raw.SQLITE_STMTSTATUS_VM_STEP, 0);

    /// <summary>A column as a number; 0 for null.</summary>
    public long Number(int column) => StatementCalls.Number(statement, column);

    /// <summary>A column as a number, or null.</summary>
    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>A column as bytes; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => new(StatementCalls.Bytes(statement, column), StatementCalls.Length(statement, column));

    /// <summary>A column as text; bytes are read as UTF-8.</summary>
    public string Text(int column) => System.Text.Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A column as text, or null.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Tells whether a column is null.</summary>
    public bool IsNull(int column) => StatementCalls.Type(statement, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public void Dispose()
    {
        statement = 0;
        database.Release(this, handle);
        bound.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw database.Failure("bind a value");
        }
    }
}
