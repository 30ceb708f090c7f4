using System.Collections.Immutable;

namespace Callgoose.Services;

/// <summary>A time in which a service takes no calls, or none that its tag filters name (ProcessApi.md 7).</summary>
/// <param name="From">The first moment, in Unix milliseconds (UTC).</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Filters">The calls that it is about: those that any of these finds. None means all.</param>
internal sealed record MaintenanceWindow(long From, long Until, ImmutableArray<TagFilter> Filters)
{
    /// <summary>Where it stands in the configuration file, from 1; 0 for one that is not there.</summary>
    public int Line { get; init; }

    /// <summary>Tells whether a time falls into it.</summary>
    public bool IsAt(long now) => From <= now && now < Until;

    /// <summary>Tells whether a call falls into it.</summary>
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
