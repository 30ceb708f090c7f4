using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>The target of a move. No server can start on it until the move has ended.</summary>
public interface IMoveTarget : IAsyncDisposable
{
    /// <summary>A description of the store, without secrets.</summary>
    string Where { get; }

    /// <summary>Tells whether the store has data other than that of an unfinished move.</summary>
    /// <exception cref="StoreException">The store cannot be read, or a server runs on it.</exception>
    ValueTask<bool> HasDataAsync();

    /// <summary>Begins a move, or resumes an unfinished one.</summary>
    /// <param name="source">A text that identifies the source and all its content.</param>
    /// <exception cref="StoreException">A move from another source is unfinished.</exception>
    ValueTask BeginAsync(string source);

    /// <summary>Counts the rows of a table that have arrived: always the first ones of the source.</summary>
    ValueTask<long> CountAsync(MovedTable table);

    /// <summary>Writes rows and, in the same transaction, how many rows the table then has.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">The number of rows in the table after the write.</param>
    /// <exception cref="StoreException">The rows cannot be written.</exception>
    ValueTask WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, long count);

    /// <summary>Builds the data that the store derives from the rows.</summary>
    ValueTask CompleteAsync();

    /// <inheritdoc cref="IMoveSource.ReadAsync"/>
    IAsyncEnumerable<object?[]> ReadAsync(MovedTable table);

    /// <summary>Ends the move: from now on a server may start on the store.</summary>
    ValueTask EndAsync();
}
