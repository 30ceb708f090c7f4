namespace Callgoose.Storage.Contract;

/// <summary>The store cannot do what was requested. The message says where, and what the database reported.</summary>
public class StoreException : Exception
{
    /// <summary>Creates an exception with a message for people.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception from an error of a database.</summary>
    /// <param name="message">What was tried, and what the database reported.</param>
    /// <param name="resultCode">The error code of the database.</param>
    /// <param name="blamesStore">False if the database refused the values, or found the data that they need damaged, and would accept other values.</param>
    public StoreException(string message, int resultCode, bool blamesStore = true)
        : base(message) => (ResultCode, BlamesStore) = (resultCode, blamesStore);

    /// <summary>The error code of the database (for SQLite the extended result code), or 0 if the error has another cause.</summary>
    public int ResultCode { get; }

    /// <summary>False if the database refused the values, or found the data that they need damaged, and would accept other values.</summary>
    public bool BlamesStore { get; } = true;

    /// <summary>True if the error may pass by itself, such as an unreachable database: a retry may succeed without anybody's help.</summary>
    public bool MayPass { get; init; }
}
