namespace Callgoose.Delivery.Configuration;

/// <summary>The names that a route can match on, as far as a configuration has them. Environments are those of tokens, which it does not have.</summary>
/// <param name="Services">The names of the services.</param>
/// <param name="Teams">The names of their teams.</param>
/// <param name="Sources">The names of the integrations.</param>
public sealed record KnownNames(IReadOnlyList<string> Services, IReadOnlyList<string> Teams, IReadOnlyList<string> Sources)
{
    /// <summary>Whether the configuration lists its services. One that does not is an excerpt, or has the service "default" only.</summary>
    public bool AreServicesListed { get; init; }
}
