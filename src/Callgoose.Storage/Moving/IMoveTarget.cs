using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>A store that is moved into. Until the end no server starts on it.</summary>
public interface IMoveTarget : IAsyncDisposable
{
    /// <summary>Which store it is, without a secret.</summary>
    string Where { get; }

    /// <summary>Whether there is something in it that no unfinished move has put there.</summary>
    /// <exception cref="StoreException">It cannot be looked at, or a server runs on it.</exception>
    ValueTask<bool> HasDataAsync();

    /// <summary>Begins a move, or goes on with one that was not finished.</summary>
    /// <param name="source">What stands for the source and all that is in it.</param>
    /// <exception cref="StoreException">Another source is being moved into it.</exception>
    ValueTask BeginAsync(string source);

    /// <summary>How many rows of a table are there, of those that the source gives first.</summary>
    ValueTask<long> CountAsync(MovedTable table);

    /// <summary>Adds rows, and notes with them how many there are: both or none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many of the table are there then.</param>
    /// <exception cref="StoreException">They cannot be written.</exception>
    ValueTask WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, long count);

    /// <summary>Makes what the store derives from the rows.</summary>
    ValueTask CompleteAsync();

    /// <inheritdoc cref="IMoveSource.ReadAsync"/>
    IAsyncEnumerable<object?[]> ReadAsync(MovedTable table);

    /// <summary>Ends the move: a server may start on it from now on.</summary>
    ValueTask EndAsync();
}
