using System.Collections.Immutable;
using Callgoose.Schema;
using Callgoose.Services;

namespace Callgoose.Configuration;

/// <summary>Finds team and service names that the configuration does not contain.</summary>
internal static class KnownServices
{
    /// <summary>Describes an unknown team or service name (case-sensitive); null if the name exists or none is given.</summary>
    /// <param name="services">The services of the configuration.</param>
    /// <param name="team">A team, or null.</param>
    /// <param name="service">A service, or null.</param>
    public static string? Fault(ImmutableArray<Service> services, string? team, string? service) =>
        team is not null ? Fault("team", team, [.. services.Select(static one => one.Team).OfType<string>().Distinct()])
        : service is not null ? Fault("service", service, [.. services.Select(static one => one.Name)])
        : null;

    private static string? Fault(string what, string name, string[] known) =>
        known.Contains(name, StringComparer.Ordinal) ? null
        : known.Length == 0 ? $"There is no {what} '{name}': no service of the configuration has a {what}."
        : $"There is no {what} '{name}'; the nearest is '{NearestName.Of(name, known)}'.";
}
