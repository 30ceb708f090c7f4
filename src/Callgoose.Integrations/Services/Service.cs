using System.Collections.Immutable;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Integrations;

namespace Callgoose.Services;

/// <summary>A service: incidents belong to one, and it has the integrations whose filters run (ProcessApi.md 7).</summary>
/// <param name="Name">The name.</param>
/// <param name="Team">The team that it belongs to, or null.</param>
/// <param name="Integrations">Its integrations, in order.</param>
internal sealed record Service(string Name, string? Team, IntegrationCatalog Integrations)
{
    /// <summary>The only service if there is no configuration and no schema file of the user: it has every built-in integration.</summary>
    public static Service Default { get; } = DefaultOf(BuiltInIntegrations.All);

    /// <summary>Its line in the configuration file, from 1; 0 if it is not in the file.</summary>
    public int Line { get; init; }

    /// <summary>True if calls have an effect on it.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The time ranges in which all calls, or some, have no effect on it.</summary>
    public ImmutableArray<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>The only service if there is no configuration, with all of these integrations.</summary>
    public static Service DefaultOf(IReadOnlyList<Integration> integrations) => new("default", null, new IntegrationCatalog(integrations));

    /// <summary>Tells whether a maintenance holds a call.</summary>
    /// <param name="now">When the call was received, in Unix milliseconds (UTC).</param>
    /// <param name="payload">Its body, in which the texts of tag filters are searched.</param>
    public bool IsInMaintenance(long now, ReadOnlySpan<byte> payload)
    {
        foreach (MaintenanceWindow window in Maintenance)
        {
            if (window.Covers(now, payload))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first moment after the current maintenances, whichever calls they affect; 0 if there are none.</summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    public long MaintenanceUntil(long now)
    {
        long until = 0;
        foreach (MaintenanceWindow window in Maintenance)
        {
            until = window.IsAt(now) ? Math.Max(until, window.Until) : until;
        }

        // A maintenance that begins where another ends extends it.
        return until == 0 ? 0 : Math.Max(until, MaintenanceUntil(until));
    }

    /// <summary>The first moment after the current maintenances that hold a call.</summary>
    /// <param name="now">When the call was received, in Unix milliseconds (UTC).</param>
    /// <param name="payload">Its body, in which the texts of tag filters are searched.</param>
    public long MaintenanceUntil(long now, ReadOnlySpan<byte> payload)
    {
        long until = 0;
        foreach (MaintenanceWindow window in Maintenance)
        {
            if (window.Covers(now, payload))
            {
                until = Math.Max(until, window.Until);
            }
        }

        return until == 0 ? 0 : Math.Max(until, MaintenanceUntil(until, payload));
    }
}
