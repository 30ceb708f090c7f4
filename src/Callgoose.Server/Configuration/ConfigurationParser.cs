using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Schema;
using Callgoose.Services;
using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>Parses the text of a configuration file and reports all errors at once.</summary>
internal sealed class ConfigurationParser
{
    private readonly ProblemList problems;
    private readonly string folder;
    private readonly Func<IReadOnlyList<string>?, IReadOnlyList<Integration>> integrations;

    private ConfigurationParser(ProblemList problems, string folder, Func<IReadOnlyList<string>?, IReadOnlyList<Integration>> integrations)
    {
        this.problems = problems;
        this.folder = folder;
        this.integrations = integrations;
    }

    /// <summary>Parses a text. Never throws because of its content.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="folder">The file's folder, against which its relative paths are resolved.</param>
    /// <param name="integrations">Returns the integrations that services may list, given the schema files that the text names; by default the built-in ones.</param>
    public static ConfigurationParseResult Parse(
        string text, string folder, Func<IReadOnlyList<string>?, IReadOnlyList<Integration>>? integrations = null)
    {
        var source = new SchemaText(text);
        var problems = new ProblemList(source, ConfigurationRules.Document);
        var parser = new ConfigurationParser(problems, folder, integrations ?? (static _ => BuiltInIntegrations.All));
        SettingsLayer settings = new();
        switch (SchemaTreeReader.Read(source, problems))
        {
            case null:
                break;

            case SchemaObject root:
                settings = parser.ParseRoot(root);
                break;

            case SchemaNode other:
                problems.Add(ConfigurationRules.WrongType, other.Span, $"A configuration file holds one object, not {other.Kind}.");
                break;
        }

        return new ConfigurationParseResult(settings, problems.Problems);
    }

    private SettingsLayer ParseRoot(SchemaObject root)
    {
        var file = new PropertyReader(WithoutLater(root), problems, SettingNames.OfFile);
        file.OptionalText(SettingNames.Schema);
        IReadOnlyList<string>? schemas = file.Has(SettingNames.Schemas) ? [.. file.Texts(SettingNames.Schemas).Select(FullPath)] : null;
        ImmutableArray<Service>? services = ParseServices(file, schemas);
        (string? certificate, string? key) = ParseTls(file.OptionalObject(SettingNames.Tls));
        (ImmutableDictionary<string, long>? limits, RateLimit? tokenRate) = ParseLimits(file.OptionalObject(SettingNames.Limits));
        return new SettingsLayer
        {
            DataFolder = file.Has(SettingNames.Data) && file.RequiredText(SettingNames.Data) is SchemaString data ? FullPath(data) : null,
            Store = file.OptionalText(SettingNames.Store) is SchemaString store ? ValueAt(SettingNames.Store, store).Store(store.Text) : null,
            Urls = ParseUrls(file),
            Schemas = schemas,
            TlsCertificate = certificate,
            TlsKey = key,
            BehindProxy = file.Has(SettingNames.BehindProxy)
                ? [.. file.TextOrTexts(SettingNames.BehindProxy).Select(text => ValueAt(SettingNames.BehindProxy, text).Network(text.Text)).OfType<IPNetwork>()]
                : null,
            Limits = limits,
            TokenRate = tokenRate,
            Retention = file.OptionalText(SettingNames.Retention) is SchemaString retention
                ? ValueAt(SettingNames.Retention, retention).Retention(retention.Text)
                : null,
            DuplicateWindow = file.OptionalText(SettingNames.DuplicateWindow) is SchemaString window
                ? ValueAt(SettingNames.DuplicateWindow, window).DuplicateWindow(window.Text)
                : null,
            Metrics = file.OptionalText(SettingNames.Metrics) is SchemaString metrics ? ValueAt(SettingNames.Metrics, metrics).Metrics(metrics.Text) : null,
            Services = services,
            Delivery = DeliveryConfigurationParser.Parse(file, problems, folder, NamesOf(services, schemas)),
            Relay = RelayConfigurationParser.Parse(file, problems),
        };
    }

    /// <summary>Returns the file without the settings that belong to a later version; reports them.</summary>
    private SchemaObject WithoutLater(SchemaObject root)
    {
        foreach (SchemaMember later in root.Members.Where(static member => SettingNames.OfLater.Contains(member.Name)))
        {
            problems.Add(
                DeliveryRules.NotYet, later.NameSpan,
                $"\"{later.Name}\" comes with a later version: who is on call, and who hears next; leave it out, and name in the \"to\" of a route who is to hear at once.");
        }

        return new SchemaObject(root.Span, [.. root.Members.Where(static member => !SettingNames.OfLater.Contains(member.Name))]);
    }

    private KnownNames NamesOf(ImmutableArray<Service>? services, IReadOnlyList<string>? schemas)
    {
        IReadOnlyList<Service> known = services ?? [Service.Default];
        return new KnownNames(
            [.. known.Select(static service => service.Name)],
            [.. known.Select(static service => service.Team).OfType<string>().Distinct()],
            [.. integrations(schemas).SelectMany(static integration => integration.Aliases.Prepend(integration.Name)).Where(static name => name != NameClashes.Everybody)])
        {
            AreServicesListed = services is not null,
        };
    }

    private List<string>? ParseUrls(PropertyReader file)
    {
        if (!file.Has(SettingNames.Urls))
        {
            return null;
        }

        if (file.Optional(SettingNames.Urls) is SchemaArray { Items.Count: 0 } none)
        {
            problems.Add(
                ConfigurationRules.Empty, none.Span, "This list names no address; write one such as \"http://127.0.0.1:8080\", or leave \"urls\" out.");
        }

        return [.. file.TextOrTexts(SettingNames.Urls).Select(url => ValueAt(SettingNames.Urls, url).Url(url.Text)).OfType<string>()];
    }

    private (string? Certificate, string? Key) ParseTls(SchemaObject? source)
    {
        if (source is null)
        {
            return default;
        }

        var tls = new PropertyReader(source, problems, SettingNames.OfTls);
        return (PathOf(SettingNames.Certificate), PathOf(SettingNames.Key));

        string? PathOf(string name) => tls.Has(name) && tls.RequiredText(name) is SchemaString path ? FullPath(path) : null;
    }

    private (ImmutableDictionary<string, long>? Numbers, RateLimit? TokenRate) ParseLimits(SchemaObject? source)
    {
        if (source is null)
        {
            return default;
        }

        var limits = new PropertyReader(source, problems, SettingNames.OfLimits);
        var numbers = LimitSetting.All
            .Select(limit => (limit.Name, Value: ParseLimit(limits, limit)))
            .Where(static limit => limit.Value is not null)
            .ToImmutableDictionary(static limit => limit.Name, static limit => limit.Value!.Value);
        return (numbers, limits.OptionalText(SettingNames.TokenRate) is SchemaString rate
            ? ValueAt($"{SettingNames.Limits}.{SettingNames.TokenRate}", rate).Rate(rate.Text)
            : null);
    }

    private long? ParseLimit(PropertyReader limits, LimitSetting limit)
    {
        switch (limits.Optional(limit.Name))
        {
            case null:
                return null;

            case SchemaString text when limit.Unit == LimitUnit.Duration:
                return ValueAt(limit.FullName, text).Limit(limit, text.Text);

            case SchemaLiteral { Kind: "a number" } number when limit.Unit != LimitUnit.Duration:
                return ValueAt(limit.FullName, number).Limit(limit, number.Text);

            case SchemaNode other:
                limits.Wrong<SchemaLiteral>(limit.Name, other, limit.Form);
                return null;
        }
    }

    private ImmutableArray<Service>? ParseServices(PropertyReader file, IReadOnlyList<string>? schemas)
    {
        if (file.OptionalArray(SettingNames.Services) is not SchemaArray source)
        {
            return null;
        }

        if (source.Items.Count == 0)
        {
            problems.Add(
                ConfigurationRules.Empty, source.Span, "There is no service in this list; write one, or leave \"services\" out to have the service \"default\".");
        }

        return new ServiceParser(integrations(schemas), problems).Parse(source);
    }

    private string FullPath(SchemaString path)
    {
        if (path.Text.Any(char.IsControl))
        {
            problems.Add(ConfigurationRules.BadForm, path.Span, "This path has a control character in it; write it without.");
        }

        return Path.Combine(folder, path.Text);
    }

    private SettingValues ValueAt(string setting, SchemaNode value) =>
        new($"The setting \"{setting}\"", (rule, message) => problems.Add(rule, value.Span, message));
}
