namespace Callgoose.Storage.Contract;

/// <summary>The store cannot do what it was asked; the message says where, and what the database said of it.</summary>
public class StoreException : Exception
{
    /// <summary>Makes an exception that tells a person what is wrong.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception from an answer of a database.</summary>
    /// <param name="message">What was tried, and what the database said.</param>
    /// <param name="resultCode">Its own code for that.</param>
    /// <param name="blamesStore">False if it refused the values that it was given, or found damaged what they need, and would take others.</param>
    public StoreException(string message, int resultCode, bool blamesStore = true)
        : base(message) => (ResultCode, BlamesStore) = (resultCode, blamesStore);

    /// <summary>The database's own code (of SQLite the extended result code), or 0 if the reason is another one.</summary>
    public int ResultCode { get; }

    /// <summary>False if the database refused the values that it was given, or found damaged what they need, and would take others.</summary>
    public bool BlamesStore { get; } = true;

    /// <summary>Whether it may end by itself, as a database does that cannot be reached: a later try may work without anybody's doing.</summary>
    public bool MayPass { get; init; }
}
