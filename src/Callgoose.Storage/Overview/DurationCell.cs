namespace Callgoose.Storage.Overview;

/// <summary>What is kept of the lengths of time in a bucket.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sum">Their sum, in milliseconds.</param>
internal readonly record struct DurationCell(int Count, long Sum)
{
    /// <summary>The cell with one more length.</summary>
    public DurationCell With(long milliseconds) => new(Count + 1, Sum + milliseconds);
}
