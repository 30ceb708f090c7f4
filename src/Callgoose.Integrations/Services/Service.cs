using System.Collections.Immutable;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Integrations;

namespace Callgoose.Services;

/// <summary>A service: what incidents belong to, and the integrations whose filters it runs (ProcessApi.md 7).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Team">The team it belongs to, or null.</param>
/// <param name="Integrations">Its integrations, in order.</param>
internal sealed record Service(string Name, string? Team, IntegrationCatalog Integrations)
{
    /// <summary>The one service that there is without configuration and without schema files of one's own: with every built-in integration.</summary>
    public static Service Default { get; } = DefaultOf(BuiltInIntegrations.All);

    /// <summary>Where it stands in the configuration file, from 1; 0 for one that is not there.</summary>
    public int Line { get; init; }

    /// <summary>Whether calls have an effect on it.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>When calls have no effect on it, or some calls have none.</summary>
    public ImmutableArray<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>The one service that there is without configuration, with all of these integrations.</summary>
    public static Service DefaultOf(IReadOnlyList<Integration> integrations) => new("default", null, new IntegrationCatalog(integrations));

    /// <summary>Tells whether a maintenance holds a call back.</summary>
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

    /// <summary>The first moment after the maintenances of now, whichever calls they are about; 0 if there are none.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public long MaintenanceUntil(long now)
    {
        long until = 0;
        foreach (MaintenanceWindow window in Maintenance)
        {
            until = window.IsAt(now) ? Math.Max(until, window.Until) : until;
        }

        // One that begins where another ends goes on with it.
        return until == 0 ? 0 : Math.Max(until, MaintenanceUntil(until));
    }

    /// <summary>The first moment after the maintenances that hold a call back now.</summary>
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
