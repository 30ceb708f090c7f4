using System.Collections.Immutable;
using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>Reads the text of a configuration file, and reports everything that is wrong with it at once.</summary>
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

    /// <summary>Reads a text. Never throws for what stands in it.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="folder">The folder of the file, which relative paths in it start from.</param>
    /// <param name="integrations">Gives those that services may list, for the schema files that the text names; by default the built-in ones.</param>
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
        var file = new PropertyReader(root, problems, SettingNames.OfFile);
        file.OptionalText(SettingNames.Schema);
        PropertyReader? limits = file.OptionalObject(SettingNames.Limits) is SchemaObject source ? new PropertyReader(source, problems, SettingNames.OfLimits) : null;
        IReadOnlyList<string>? schemas = file.Has(SettingNames.Schemas) ? [.. file.Texts(SettingNames.Schemas).Select(FullPath)] : null;
        return new SettingsLayer
        {
            DataFolder = file.Has(SettingNames.Data) && file.RequiredText(SettingNames.Data) is SchemaString data ? FullPath(data) : null,
            Urls = ParseUrls(file),
            Schemas = schemas,
            MaxBodyBytes = ParseLimit(limits, SettingNames.Body, "a number of bytes", static (value, text) => value.BodyBytes(text)),
            QueueBound = ParseLimit(limits, SettingNames.Queue, "a number of calls", static (value, text) => value.Queue(text)),
            Retention = file.OptionalText(SettingNames.Retention) is SchemaString retention
                ? ValueAt(SettingNames.Retention, retention).Retention(retention.Text)
                : null,
            DuplicateWindow = file.OptionalText(SettingNames.DuplicateWindow) is SchemaString window
                ? ValueAt(SettingNames.DuplicateWindow, window).DuplicateWindow(window.Text)
                : null,
            Metrics = file.OptionalText(SettingNames.Metrics) is SchemaString metrics ? ValueAt(SettingNames.Metrics, metrics).Metrics(metrics.Text) : null,
            Services = ParseServices(file, schemas),
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

    private int? ParseLimit(PropertyReader? limits, string name, string wanted, Func<SettingValues, string, int?> parse)
    {
        switch (limits?.Optional(name))
        {
            case null:
                return null;

            case SchemaLiteral { Kind: "a number" } number:
                return parse(ValueAt($"{SettingNames.Limits}.{name}", number), number.Text);

            case SchemaNode other:
                limits.Wrong<SchemaLiteral>(name, other, wanted);
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
