using System.Collections.Immutable;

namespace Callgoose.Services;

/// <summary>A time range in which a service accepts no calls, or no calls that its tag filters match (ProcessApi.md 7).</summary>
/// <param name="From">The first moment, in Unix milliseconds (UTC).</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Filters">The tag filters: a call is affected if any of them matches. None means all calls.</param>
internal sealed record MaintenanceWindow(long From, long Until, ImmutableArray<TagFilter> Filters)
{
    /// <summary>Its line in the configuration file, from 1; 0 if it is not in the file.</summary>
    public int Line { get; init; }

    /// <summary>Tells whether a time is in the range.</summary>
    public bool IsAt(long now) => From <= now && now < Until;

    /// <summary>Tells whether it affects a call.</summary>
    public bool Covers(long now, ReadOnlySpan<byte> payload) =>
        IsAt(now) && (Filters.IsEmpty || AnyFinds(payload));

    private bool AnyFinds(ReadOnlySpan<byte> payload)
    {
        foreach (TagFilter filter in Filters)
        {
            if (filter.Finds(payload))
            {
                return true;
            }
        }

        return false;
    }
}
