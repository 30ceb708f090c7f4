using SQLitePCL;

namespace Callgoose.Storage;

/// <summary>The store cannot do what it was asked; the message says which file and what SQLite said of it.</summary>
public sealed class StoreException : Exception
{
    private const int PrimaryCode = 0xFF;

    /// <summary>Makes an exception that tells a person what is wrong.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception from an answer of SQLite.</summary>
    /// <param name="message">What was tried, and what SQLite said.</param>
    /// <param name="resultCode">The extended result code (sqlite.org/rescode.html).</param>
    public StoreException(string message, int resultCode)
        : base(message) => ResultCode = resultCode;

    /// <summary>The extended result code of SQLite, or 0 if the reason is another one.</summary>
    public int ResultCode { get; }

    /// <summary>False if SQLite refused the values that it was given, and would take others.</summary>
    internal bool BlamesStore => (ResultCode & PrimaryCode)
        is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE);
}
