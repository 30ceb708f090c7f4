using Callgoose.Incidents;
using Callgoose.Schemas;

namespace Callgoose.Configuration;

/// <summary>Where settings come from: a flag wins over the environment, the environment over the file, the file over the default.</summary>
internal sealed record ConfigurationSources
{
    /// <summary>What the command line gives.</summary>
    public SettingsLayer Flags { get; init; } = new();

    /// <summary>The environment variables that may be settings.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that has to be there; null to look for one.</summary>
    public string? File { get; init; }

    /// <summary>The text of the file, where it is to stay as it was read before; null to read the file.</summary>
    public string? Text { get; init; }

    /// <summary>Reads all of it anew, the schema files too.</summary>
    public ConfigurationResult Load()
    {
        EnvironmentSettings environment = EnvironmentSettings.Read(Variables);
        IntegrationSet? integrations = null;
        string? path = File ?? environment.File ?? (System.IO.File.Exists(ConfigurationFile.DefaultPath) ? ConfigurationFile.DefaultPath : null);
        ConfigurationFile file = path is null ? ConfigurationFile.None
            : Text is null ? ConfigurationFile.Read(path, Integrations)
            : ConfigurationFile.Parse(path, Text, Integrations);
        SettingsLayer settings = Flags.Over(environment.Settings).Over(file.Settings);
        IReadOnlyList<Integration> known = Integrations(file.Settings.Schemas);
        return new ConfigurationResult(
            (settings with { Services = settings.Services ?? [Service.DefaultOf(known)] }).OverDefaults(),
            integrations!,
            path,
            file.Text,
            [.. environment.Problems, .. file.Problems.Where(IsKnownToBeWrong), .. integrations!.Problems]);

        // Where a schema file is wrong, an integration that a service lists may be the one that it would give.
        bool IsKnownToBeWrong(ConfigurationProblem problem) => integrations!.Problems.Count == 0 || problem.Rule != ConfigurationRules.UnknownIntegration;

        IReadOnlyList<Integration> Integrations(IReadOnlyList<string>? schemas) =>
            (integrations ??= IntegrationSet.Load(Flags.Schemas ?? environment.Settings.Schemas ?? schemas ?? [])).Integrations;
    }
}
