using System.CommandLine;
using System.CommandLine.Parsing;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The data folder: by default the one that a server started in the same place would use.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = ConfiguredDataFolder,
    };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    private static string ConfiguredDataFolder(ArgumentResult argument)
    {
        ConfigurationResult configuration = new ConfigurationSources { Variables = EnvironmentSettings.OfProcess() }.Load();
        if (configuration.Problems.Count > 0)
        {
            argument.AddError($"{configuration.Problems[0]} Mend it, or name the data folder with --data.");
        }

        return configuration.Settings.DataFolder;
    }
}
