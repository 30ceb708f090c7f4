using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>The source of a move. Nobody else can use the store while this is open, so its content does not change.</summary>
public interface IMoveSource : IAsyncDisposable
{
    /// <summary>A description of the store, without secrets.</summary>
    string Where { get; }

    /// <summary>What the move leaves behind or changes, as sentences.</summary>
    IReadOnlyList<string> Remarks { get; }

    /// <summary>Reads a table, always in the same order.</summary>
    /// <returns>The rows: <see cref="long"/>, bytes or null for each column.</returns>
    /// <exception cref="StoreException">The table cannot be read.</exception>
    IAsyncEnumerable<object?[]> ReadAsync(MovedTable table);
}
