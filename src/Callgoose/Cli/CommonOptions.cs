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
        Validators = { RefuseBlank },
    };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>Refuses a path that is blank, which a script's unset variable makes of one.</summary>
    public static void RefuseBlank(OptionResult result)
    {
        if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} is blank; name a path, or leave it out.");
        }
    }

    private static string ConfiguredDataFolder(ArgumentResult argument)
    {
        ConfigurationResult configuration = new ConfigurationSources { Variables = EnvironmentSettings.OfProcess() }.Load();
        if (configuration.Problems.Except(configuration.Integrations.Problems).FirstOrDefault() is ConfigurationProblem problem)
        {
            argument.AddError($"{problem} Mend it, or name the data folder with --data.");
        }

        return configuration.Settings.DataFolder;
    }
}
