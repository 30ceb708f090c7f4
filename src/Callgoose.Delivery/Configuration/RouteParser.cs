using System.Collections.Immutable;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Schema;

namespace Callgoose.Delivery.Configuration;

/// <summary>Parses <c>routes</c> of a configuration.</summary>
/// <param name="problems">Receives the errors.</param>
/// <param name="destinations">The names of the destinations.</param>
/// <param name="known">The names that a route can match.</param>
internal sealed class RouteParser(ProblemList problems, string[] destinations, KnownNames known)
{
    /// <summary>The settings of a route.</summary>
    public static readonly string[] OfRoute = ["name", "match", "to", "continue", "default", "updates", "escalation"];

    private static readonly string[] Events = ["triggered", "updated", "acknowledged", "unacknowledged", "resolved", IncidentEvent.DeliveryFailed];
    private static readonly string[] Urgencies = ["high", "low", "P1", "P2", "P3", "P4", "P5"];

    /// <summary>Parses the routes.</summary>
    public ImmutableArray<Route> Parse(SchemaArray source)
    {
        var routes = ImmutableArray.CreateBuilder<Route>();
        foreach (SchemaNode item in source.Items)
        {
            if (item is SchemaObject route)
            {
                routes.Add(ParseRoute(route, routes));
            }
            else
            {
                problems.Add(problems.Rules.WrongType, item.Span, $"A route is an object, not {item.Kind}.");
            }
        }

        return routes.ToImmutable();
    }

    private Route ParseRoute(SchemaObject source, IReadOnlyCollection<Route> before)
    {
        var properties = new PropertyReader(source, problems, OfRoute);
        if (properties.Optional("escalation") is SchemaNode escalation)
        {
            problems.Add(DeliveryRules.NotYet, escalation.Span, "Escalation comes with a later version; leave \"escalation\" out, and name in \"to\" who is to hear at once.");
        }

        SchemaString? name = properties.RequiredText("name");
        if (name is not null && before.Any(route => route.Name == name.Text))
        {
            problems.Add(DeliveryRules.BadValue, name.Span, $"There is a route \"{name.Text}\" already; give this one another name.");
        }

        properties.Required("to");
        IReadOnlyList<SchemaString> to = properties.TextOrTexts("to");
        CheckNotEmpty(properties, "to", "name a destination");
        foreach (SchemaString destination in to)
        {
            CheckDestination(destination);
        }

        return new Route
        {
            Name = name?.Text ?? string.Empty,
            Conditions = ParseConditions(properties.OptionalObject("match")),
            To = [.. to.Select(static destination => destination.Text)],
            Continues = properties.Flag("continue"),
            IsDefault = properties.Flag("default"),
            TakesUpdates = properties.Flag("updates"),
        };
    }

    private void CheckNotEmpty(PropertyReader properties, string name, string advice)
    {
        if (properties.Optional(name) is SchemaArray { Items.Count: 0 } none)
        {
            problems.Add(DeliveryRules.BadValue, none.Span, $"There is nothing in the list \"{name}\"; {advice}.");
        }
    }

    private void CheckDestination(SchemaString name)
    {
        if (name.Text.StartsWith("on-call:", StringComparison.Ordinal))
        {
            problems.Add(DeliveryRules.NotYet, name.Span, "Schedules of who is on call come with a later version; name a destination.");
        }
        else if (!destinations.Contains(name.Text))
        {
            string advice = destinations.Length == 0 ? "there is none; write one under \"destinations\"." : $"did you mean \"{NearestName.Of(name.Text, destinations)}\"?";
            problems.Add(DeliveryRules.UnknownDestination, name.Span, $"There is no destination \"{name.Text}\"; {advice}");
        }
    }

    private ImmutableArray<RouteCondition> ParseConditions(SchemaObject? source)
    {
        if (source is null)
        {
            return [];
        }

        var properties = new PropertyReader(source, problems, RoutePropertyText.Names);
        var conditions = ImmutableArray.CreateBuilder<RouteCondition>();
        foreach (RouteProperty property in Enum.GetValues<RouteProperty>())
        {
            if (!properties.Has(property.ToText()))
            {
                continue;
            }

            // The unnamed environment is an environment, too.
            IReadOnlyList<SchemaString> values = property == RouteProperty.Environment && properties.Optional(property.ToText()) is SchemaString { Text: "" } nameless
                ? [nameless]
                : properties.TextOrTexts(property.ToText());
            CheckNotEmpty(properties, property.ToText(), "no event would pass; write what an event has to have, or leave it out");
            CheckAmong(property, values);
            CheckNamed(property, values);
            conditions.Add(new RouteCondition(property, [.. values.Select(static value => value.Text)]));
        }

        return conditions.ToImmutable();
    }

    private void CheckAmong(RouteProperty property, IReadOnlyList<SchemaString> values)
    {
        string[]? allowed = property switch
        {
            RouteProperty.Event => Events,
            RouteProperty.Urgency => Urgencies,
            _ => null,
        };
        foreach (SchemaString value in values.Where(value => allowed is not null && !allowed.Contains(value.Text)))
        {
            problems.Add(DeliveryRules.BadValue, value.Span, $"{Unknown(property, value, allowed!)} Known are {string.Join(", ", allowed!)}.");
        }
    }

    /// <summary>
    /// Checks names. A service or a team must exist in the file. A source need not be an integration, since a sender may use any name, and
    /// environments come from tokens: unknown ones only cause a warning, or only their form is checked.
    /// </summary>
    private void CheckNamed(RouteProperty property, IReadOnlyList<SchemaString> values)
    {
        foreach (SchemaString value in values)
        {
            switch (property)
            {
                case RouteProperty.Service or RouteProperty.Team:
                    IReadOnlyList<string> names = property == RouteProperty.Team ? known.Teams : known.Services;
                    if (!names.Contains(value.Text))
                    {
                        string advice = known.AreServicesListed ? string.Empty : " The file lists no \"services\".";
                        problems.Add(known.AreServicesListed ? DeliveryRules.UnknownName : DeliveryRules.DoubtfulName, value.Span, Unknown(property, value, names) + advice);
                    }

                    break;

                case RouteProperty.Source when !known.Sources.Contains(value.Text, StringComparer.OrdinalIgnoreCase):
                    problems.Add(
                        DeliveryRules.DoubtfulName, value.Span,
                        $"No integration is called \"{value.Text}\", so that only senders that call themselves so come here (?from={value.Text}); did you mean \"{NearestName.Of(value.Text, known.Sources)}\"?");
                    break;

                case RouteProperty.Environment when value.Text.Any(char.IsControl):
                    problems.Add(DeliveryRules.BadValue, value.Span, "No environment has a control character in its name; write it as the tokens have it.");
                    break;
            }
        }
    }

    private static string Unknown(RouteProperty property, SchemaString value, IReadOnlyList<string> names) =>
        $"There is no {property.ToText()} \"{value.Text}\"; {(names.Count == 0 ? "there is none." : $"did you mean \"{NearestName.Of(value.Text, [.. names])}\"?")}";
}
