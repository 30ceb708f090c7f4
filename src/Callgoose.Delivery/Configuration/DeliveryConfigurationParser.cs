using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Addresses;
using Callgoose.Destinations;
using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Configuration;

/// <summary>Reads <c>destinations</c>, <c>routes</c> and <c>delivery</c> of a configuration.</summary>
internal sealed class DeliveryConfigurationParser
{
    /// <summary>The names of the three settings.</summary>
    public const string Destinations = "destinations";

    /// <inheritdoc cref="Destinations"/>
    public const string Routes = "routes";

    /// <inheritdoc cref="Destinations"/>
    public const string Delivery = "delivery";

    /// <summary>What <see cref="Delivery"/> may have.</summary>
    public static readonly string[] OfDelivery = ["allowNetworks", "proxy", "link", "kinds"];

    private static readonly string[] OfEveryDestination = ["kind", "rate", "fallback"];

    private readonly ProblemList problems;
    private readonly IReadOnlyList<DestinationKind> kinds;

    private DeliveryConfigurationParser(ProblemList problems, IReadOnlyList<DestinationKind> kinds)
    {
        this.problems = problems;
        this.kinds = kinds;
    }

    /// <summary>Reads the three settings of a file; null if it has none of them. What is wrong is reported.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="folder">The folder of the file, which relative paths in it start from.</param>
    public static DeliverySettings? Parse(PropertyReader file, ProblemList problems, string folder)
    {
        SchemaObject? destinations = file.OptionalObject(Destinations);
        SchemaArray? routes = file.OptionalArray(Routes);
        SchemaObject? delivery = file.OptionalObject(Delivery);
        if (destinations is null && routes is null && delivery is null)
        {
            return null;
        }

        IReadOnlyList<DestinationKind> kinds = destinations is null ? [] : [.. LoadedKinds(delivery, problems, folder), .. DestinationKinds.BuiltIn];
        return new DeliveryConfigurationParser(problems, kinds).ParseAll(destinations, routes, delivery);
    }

    /// <summary>The kinds whose files the configuration names; one of the name of a built-in kind stands before it.</summary>
    private static List<DestinationKind> LoadedKinds(SchemaObject? delivery, ProblemList problems, string folder)
    {
        var kinds = new List<DestinationKind>();
        if (delivery?.Members.FirstOrDefault(static member => member.Name == "kinds")?.Value is not SchemaArray files)
        {
            return kinds;
        }

        foreach (SchemaString file in files.Items.OfType<SchemaString>())
        {
            try
            {
                DestinationParseResult result = DestinationParser.Parse(File.ReadAllText(Path.Combine(folder, file.Text)));
                foreach (SchemaProblem problem in result.Problems)
                {
                    LinePosition place = problem.Location.From;
                    problems.Add(DeliveryRules.UnknownKind, file.Span, $"{file.Text}:{place.Line + 1}:{place.Character + 1}: error {problem.Rule.Id}: {problem.Message}");
                }

                if (result.Schema is DestinationSchema schema)
                {
                    kinds.Add(new InterpretedKind(schema));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(DeliveryRules.UnknownKind, file.Span, $"The destination file cannot be read: {e.Message}");
            }
        }

        return kinds;
    }

    private DeliverySettings ParseAll(SchemaObject? destinations, SchemaArray? routes, SchemaObject? delivery)
    {
        SchemaMember[] members = [.. destinations?.Members ?? []];
        string[] names = [.. members.Select(static member => member.Name)];
        var settings = new DeliverySettings
        {
            Destinations = [.. members.Select(member => ParseDestination(member, names)).OfType<DestinationSettings>()],
            Routes = routes is null ? [] : new RouteParser(problems, names).Parse(routes),
        };
        return delivery is null ? settings : ParseDelivery(settings, delivery);
    }

    private DestinationSettings? ParseDestination(SchemaMember member, string[] names)
    {
        CheckName(member);
        if (member.Value is not SchemaObject source)
        {
            problems.Add(problems.Rules.WrongType, member.Value.Span, $"A destination is an object, not {member.Value.Kind}.");
            return null;
        }

        if (source.Members.FirstOrDefault(static property => property.Name == "kind")?.Value is not SchemaString kindName)
        {
            problems.Add(problems.Rules.MissingProperty, new ByteSpan(source.Span.Start, 1), "A destination has a \"kind\", such as \"Slack\"; add it.");
            return null;
        }

        if (kinds.FirstOrDefault(kind => kind.Name == kindName.Text) is not DestinationKind kind)
        {
            string[] known = [.. kinds.Select(static kind => kind.Name)];
            problems.Add(
                DeliveryRules.UnknownKind, kindName.Span,
                $"There is no kind \"{kindName.Text}\"; did you mean \"{NearestName.Of(kindName.Text, known)}\"? Known are {string.Join(", ", known)}.");
            return null;
        }

        string[] signing = kind.Schema.IsSigned ? ["secrets"] : [];
        var properties = new PropertyReader(
            source, problems, [.. OfEveryDestination, .. signing, .. kind.Schema.Settings.Select(static setting => setting.Name)]);
        return new DestinationSettings
        {
            Name = member.Name,
            Kind = kind,
            Values = [.. kind.Schema.Settings.Select(setting => ParseValue(properties, setting))],
            Secrets = [.. properties.TextOrTexts("secrets").Select(secret => Referenced(secret, "secrets"))],
            Rate = ParseRate(properties.OptionalText("rate")),
            Fallback = ParseFallback(properties.OptionalText("fallback"), member.Name, names),
        };
    }

    private void CheckName(SchemaMember member)
    {
        if (member.Name.Length is 0 or > 50 || !member.Name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            problems.Add(
                DeliveryRules.BadValue, member.NameSpan, "The name of a destination has 1 to 50 letters A to Z, digits, hyphens, dots and underscores; choose another one.");
        }
    }

    private SettingReference? ParseValue(PropertyReader properties, DestinationSetting setting)
    {
        if (!properties.Has(setting.Name))
        {
            if (setting.IsRequired)
            {
                properties.Required(setting.Name);
            }

            return null;
        }

        if (properties.RequiredText(setting.Name) is not SchemaString text)
        {
            return null;
        }

        if (setting.IsSecret)
        {
            return Referenced(text, setting.Name);
        }

        var value = SettingReference.Parse(text.Text);
        if (value.Kind == SettingPlace.Here && setting.Name == "url" && !IsHttpUrl(value.Text))
        {
            problems.Add(DeliveryRules.BadValue, text.Span, "This is no address to send to; write one such as https://example.com/hook.");
        }

        return value;
    }

    private SettingReference Referenced(SchemaString text, string name)
    {
        var reference = SettingReference.Parse(text.Text);
        if (reference.Kind == SettingPlace.Here)
        {
            problems.Add(DeliveryRules.PlainSecret, text.Span, $"The setting \"{name}\" is secret and does not stand in this file; {SettingReference.Form}.");
        }

        return reference;
    }

    private RateLimit ParseRate(SchemaString? text)
    {
        if (text is null || RateLimit.TryParse(text.Text, out RateLimit rate))
        {
            return text is null ? RateLimit.Off : RateLimit.TryParse(text.Text, out rate) ? rate : RateLimit.Off;
        }

        problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" is no rate; write how many messages in a second, minute, hour or day, such as 60/m, or off.");
        return RateLimit.Off;
    }

    private string? ParseFallback(SchemaString? text, string self, string[] names)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Text == self || !names.Contains(text.Text))
        {
            string[] others = [.. names.Where(name => name != self)];
            string advice = others.Length == 0 ? "there is no other one" : $"did you mean \"{NearestName.Of(text.Text, others)}\"?";
            problems.Add(DeliveryRules.UnknownDestination, text.Span, $"There is no other destination \"{text.Text}\" to fall back to; {advice}");
        }

        return text.Text;
    }

    private DeliverySettings ParseDelivery(DeliverySettings settings, SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, OfDelivery);
        properties.Texts("kinds");
        var networks = new List<IPNetwork>();
        foreach (SchemaString text in properties.TextOrTexts("allowNetworks"))
        {
            if (Network(text) is IPNetwork network)
            {
                networks.Add(network);
            }
        }

        SchemaString? link = properties.OptionalText("link");
        if (link is not null && !IsHttpUrl(link.Text))
        {
            problems.Add(DeliveryRules.BadValue, link.Span, "This is no address of the server; write the one that people reach it by, such as https://callgoose.example.com.");
        }

        SchemaString? proxy = properties.OptionalText("proxy");
        SettingReference? proxyReference = proxy is null ? null : SettingReference.Parse(proxy.Text);
        if (proxyReference is { Kind: SettingPlace.Here } && !IsHttpUrl(proxyReference.Text))
        {
            problems.Add(DeliveryRules.BadValue, proxy!.Span, "This is no address of a proxy; write one such as http://proxy.example.com:3128.");
        }

        return settings with { AllowNetworks = [.. networks], Link = link?.Text.TrimEnd('/') ?? string.Empty, Proxy = proxyReference };
    }

    private IPNetwork? Network(SchemaString text)
    {
        bool valid = IPNetwork.TryParse(text.Text, out IPNetwork network);
        if (!valid && IPAddress.TryParse(text.Text, out IPAddress? address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            valid = true;
        }

        if (!valid)
        {
            problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" is no network; write an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or fd00::/8.");
            return null;
        }

        if (AddressGuard.IsNeverAllowed(network))
        {
            problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" has link-local addresses in it, at which clouds give out credentials; they cannot be allowed. Name the networks beside them.");
            return null;
        }

        return network;
    }

    private static bool IsHttpUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
}
