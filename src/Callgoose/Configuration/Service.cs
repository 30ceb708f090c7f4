using Callgoose.Integrations;

namespace Callgoose.Configuration;

/// <summary>A service: what incidents belong to, and the integrations whose filters it runs (process-api.md 7).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Team">The team it belongs to, or null.</param>
/// <param name="Integrations">Its integrations, in order.</param>
internal sealed record Service(string Name, string? Team, IntegrationCatalog Integrations)
{
    /// <summary>The one service that there is without configuration, with every built-in integration.</summary>
    public static Service Default { get; } = new("default", null, new IntegrationCatalog(BuiltInIntegrations.All));
}
