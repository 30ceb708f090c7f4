using System.Collections.Immutable;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Schema;
using Callgoose.Services;

namespace Callgoose.Configuration;

/// <summary>Parses the setting <c>services</c>.</summary>
internal sealed class ServiceParser
{
    private readonly IReadOnlyList<Integration> integrations;
    private readonly Dictionary<string, Integration> byName = new(AsciiNameComparer.Instance);
    private readonly ProblemList problems;
    private readonly MaintenanceParser maintenance;

    /// <summary>Creates a parser for one file.</summary>
    /// <param name="integrations">The integrations that services may list.</param>
    /// <param name="problems">Receives the errors.</param>
    public ServiceParser(IReadOnlyList<Integration> integrations, ProblemList problems)
    {
        this.integrations = integrations;
        this.problems = problems;
        maintenance = new MaintenanceParser(problems);
        foreach (Integration integration in integrations)
        {
            foreach (string name in integration.Aliases.Prepend(integration.Name).Where(static name => name != NameClashes.Everybody))
            {
                byName[name] = integration;
            }
        }
    }

    /// <summary>Parses the services and checks that their names are unique.</summary>
    public ImmutableArray<Service> Parse(SchemaArray source)
    {
        var services = ImmutableArray.CreateBuilder<Service>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SchemaNode item in source.Items)
        {
            if (item is SchemaObject service)
            {
                services.Add(ParseService(service, names));
            }
            else
            {
                problems.Add(ConfigurationRules.WrongType, item.Span, $"A service is an object, not {item.Kind}.");
            }
        }

        return services.ToImmutable();
    }

    private Service ParseService(SchemaObject source, HashSet<string> names)
    {
        var service = new PropertyReader(source, problems, SettingNames.OfService);
        SchemaString? name = ParseName(service, SettingNames.Name);
        if (name is not null && !names.Add(name.Text))
        {
            problems.Add(ConfigurationRules.NotUnique, name.Span, $"There is a service \"{name.Text}\" already; give this one another name.");
        }

        return new Service(
            name?.Text ?? string.Empty,
            service.Has(SettingNames.Team) ? ParseName(service, SettingNames.Team)?.Text : null,
            new IntegrationCatalog(ParseIntegrations(service)))
        {
            Line = problems.LineOf(source.Span),
            IsEnabled = !service.Has(SettingNames.Enabled) || service.Flag(SettingNames.Enabled),
            Maintenance = maintenance.Parse(service.OptionalArray(SettingNames.Maintenance)),
        };
    }

    private SchemaString? ParseName(PropertyReader service, string property)
    {
        SchemaString? name = service.RequiredText(property);
        if (name is not null && (CodePoints.Count(name.Text) > SchemaLimits.NameCodePoints || name.Text.Any(char.IsControl)))
        {
            problems.Add(
                ConfigurationRules.OutOfRange, name.Span, $"A {property} has at most {SchemaLimits.NameCodePoints} characters and no control characters; choose another one.");
        }

        return name;
    }

    /// <summary>Returns the listed integrations, or all if there is no list.</summary>
    private IReadOnlyList<Integration> ParseIntegrations(PropertyReader service)
    {
        if (!service.Has(SettingNames.Integrations))
        {
            return integrations;
        }

        var listed = new List<Integration>();
        foreach (SchemaString name in service.Texts(SettingNames.Integrations))
        {
            if (!byName.TryGetValue(name.Text, out Integration? integration))
            {
                problems.Add(
                    ConfigurationRules.UnknownIntegration,
                    name.Span,
                    $"There is no integration \"{name.Text}\"; did you mean \"{NearestName.Of(name.Text, byName.Keys)}\"? Known are {string.Join(", ", integrations.Select(static known => known.Name))}.");
            }
            else if (listed.Contains(integration))
            {
                problems.Add(
                    ConfigurationRules.NotUnique, name.Span, $"This service lists the integration \"{integration.Name}\" already; remove one of them.");
            }
            else
            {
                listed.Add(integration);
            }
        }

        return listed;
    }
}
