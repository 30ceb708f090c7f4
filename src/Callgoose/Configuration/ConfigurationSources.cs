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

    /// <summary>Reads all of it anew.</summary>
    public ConfigurationResult Load()
    {
        EnvironmentSettings environment = EnvironmentSettings.Read(Variables);
        string? path = File ?? environment.File ?? (System.IO.File.Exists(ConfigurationFile.DefaultPath) ? ConfigurationFile.DefaultPath : null);
        ConfigurationFile file = path is null ? new ConfigurationFile(new SettingsLayer(), []) : ConfigurationFile.Read(path);
        return new ConfigurationResult(
            Flags.Over(environment.Settings).Over(file.Settings).OverDefaults(), path, [.. environment.Problems, .. file.Problems]);
    }
}
