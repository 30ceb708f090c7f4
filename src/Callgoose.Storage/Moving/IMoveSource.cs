using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>A store that is moved from: nobody else uses it for as long as this is open, so that it stays as it is.</summary>
public interface IMoveSource : IAsyncDisposable
{
    /// <summary>Which store it is, without a secret.</summary>
    string Where { get; }

    /// <summary>What stays behind or is changed by the move, as sentences.</summary>
    IReadOnlyList<string> Remarks { get; }

    /// <summary>Reads a table, in an order that is the same each time.</summary>
    /// <returns>The rows: <see cref="long"/>, bytes or null for each column.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    IAsyncEnumerable<object?[]> ReadAsync(MovedTable table);
}
