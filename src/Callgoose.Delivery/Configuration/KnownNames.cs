namespace Callgoose.Delivery.Configuration;

/// <summary>The names in a configuration that routes can match. Environments are not among them, because they come from tokens.</summary>
/// <param name="Services">The names of the services.</param>
/// <param name="Teams">The names of their teams.</param>
/// <param name="Sources">The names of the integrations.</param>
public sealed record KnownNames(IReadOnlyList<string> Services, IReadOnlyList<string> Teams, IReadOnlyList<string> Sources)
{
    /// <summary>Whether the configuration lists its services. One that does not is an excerpt, or has only the service "default".</summary>
    public bool AreServicesListed { get; init; }
}
