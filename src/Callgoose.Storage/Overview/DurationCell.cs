namespace Callgoose.Storage.Overview;

/// <summary>The durations of a bucket.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sum">Their sum, in milliseconds.</param>
internal readonly record struct DurationCell(int Count, long Sum)
{
    /// <summary>Returns the cell with one more duration.</summary>
    public DurationCell With(long milliseconds) => new(Count + 1, Sum + milliseconds);
}
