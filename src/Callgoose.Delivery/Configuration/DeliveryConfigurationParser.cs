using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Addresses;
using Callgoose.Destinations;
using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Configuration;

/// <summary>Parses <c>destinations</c>, <c>routes</c> and <c>delivery</c> of a configuration.</summary>
internal sealed class DeliveryConfigurationParser
{
    /// <summary>The names of the three settings.</summary>
    public const string Destinations = "destinations";

    /// <inheritdoc cref="Destinations"/>
    public const string Routes = "routes";

    /// <inheritdoc cref="Destinations"/>
    public const string Delivery = "delivery";

    /// <summary>The settings in <see cref="Delivery"/>.</summary>
    public static readonly string[] OfDelivery = ["allowNetworks", "proxy", "link", "kinds"];

    private static readonly string[] OfEveryDestination = ["kind", "rate", "fallback"];

    private readonly ProblemList problems;
    private readonly IReadOnlyList<DestinationKind> kinds;
    private readonly KnownNames known;

    private DeliveryConfigurationParser(ProblemList problems, IReadOnlyList<DestinationKind> kinds, KnownNames known)
    {
        this.problems = problems;
        this.kinds = kinds;
        this.known = known;
    }

    /// <summary>Parses the three settings of a file and reports all errors; null if the file has none of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Receives the errors.</param>
    /// <param name="folder">The folder of the file, against which its relative paths are resolved.</param>
    /// <param name="known">The names that routes can match.</param>
    public static DeliverySettings? Parse(PropertyReader file, ProblemList problems, string folder, KnownNames known)
    {
        SchemaObject? destinations = file.OptionalObject(Destinations);
        SchemaArray? routes = file.OptionalArray(Routes);
        SchemaObject? delivery = file.OptionalObject(Delivery);
        if (destinations is null && routes is null && delivery is null)
        {
            return null;
        }

        IReadOnlyList<DestinationKind> kinds = [.. KindFiles.Load(delivery, problems, folder), .. DestinationKinds.BuiltIn];
        return new DeliveryConfigurationParser(problems, kinds, known).ParseAll(destinations, routes, delivery);
    }

    private DeliverySettings ParseAll(SchemaObject? destinations, SchemaArray? routes, SchemaObject? delivery)
    {
        SchemaMember[] members = [.. destinations?.Members ?? []];
        string[] names = [.. members.Select(static member => member.Name)];
        var settings = new DeliverySettings
        {
            Destinations = [.. members.Select(member => ParseDestination(member, names)).OfType<DestinationSettings>()],
            Routes = routes is null ? [] : new RouteParser(problems, names, known).Parse(routes),
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
        if (properties.Optional("secrets") is SchemaArray { Items.Count: 0 } none)
        {
            problems.Add(DeliveryRules.BadValue, none.Span, "There is no secret in this list; write one, or leave \"secrets\" out to sign nothing.");
        }

        if (kind.IsMail)
        {
            CheckSignIn(properties);
        }

        return new DestinationSettings
        {
            Name = member.Name,
            Line = problems.LineOf(member.NameSpan),
            Kind = kind,
            Values = [.. kind.Schema.Settings.Select((setting, number) => ParseValue(properties, setting, value => SettingCheck.Fault(kind, number, value)))],
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

    /// <summary>Checks that user and password come together.</summary>
    private void CheckSignIn(PropertyReader properties)
    {
        if (properties.Optional("user") is SchemaNode user && !properties.Has("password"))
        {
            problems.Add(DeliveryRules.BadValue, user.Span, $"There is a \"user\" without a \"password\"; {SettingReference.Form}.");
        }
        else if (properties.Optional("password") is SchemaNode password && !properties.Has("user"))
        {
            problems.Add(DeliveryRules.BadValue, password.Span, "There is a \"password\" without a \"user\"; name who signs in, or leave it out.");
        }
    }

    private SettingReference? ParseValue(PropertyReader properties, DestinationSetting setting, Func<string, string?> check)
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

        return Given(text, setting.Name, check);
    }

    /// <summary>Returns a value that is written in the file or referenced there.</summary>
    private SettingReference Given(SchemaString text, string name, Func<string, string?> check)
    {
        SettingReference value = Reference(text);
        if (value.Kind == SettingPlace.Here && check(value.Text) is string fault)
        {
            problems.Add(DeliveryRules.BadValue, text.Span, $"The setting \"{name}\" {fault}.");
        }

        return value;
    }

    private SettingReference Reference(SchemaString text)
    {
        var reference = SettingReference.Parse(text.Text);
        if (reference.FormFault is string fault)
        {
            problems.Add(DeliveryRules.BadValue, text.Span, fault);
        }

        return reference;
    }

    private SettingReference Referenced(SchemaString text, string name)
    {
        SettingReference reference = Reference(text);
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

        problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" is not a rate; write how many messages in a second, minute, hour or day, such as 60/m, or off.");
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
        if (link is not null && SettingCheck.UrlFault(link.Text) is string fault)
        {
            problems.Add(DeliveryRules.BadValue, link.Span, $"The setting \"link\" {fault}. It is the address that people reach this server by, such as https://callgoose.example.com.");
        }

        SchemaString? proxy = properties.OptionalText("proxy");
        SettingReference? proxyReference = proxy is null ? null : Given(proxy, "proxy", SettingCheck.UrlFault);

        return settings with
        {
            Destinations = [.. settings.Destinations.Select(one => one with { Proxy = one.Kind.IsMail ? null : proxyReference })],
            AllowNetworks = [.. networks],
            Link = link?.Text.TrimEnd('/') ?? string.Empty,
            Proxy = proxyReference,
        };
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
            problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" is not a network; write an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or fd00::/8.");
            return null;
        }

        if (AddressGuard.IsNeverAllowed(network))
        {
            problems.Add(DeliveryRules.BadValue, text.Span, $"\"{text.Text}\" has link-local addresses in it, at which clouds give out credentials; they cannot be allowed. Name the networks beside them.");
            return null;
        }

        return network;
    }
}
