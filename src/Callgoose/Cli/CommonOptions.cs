using System.CommandLine;
using System.CommandLine.Parsing;
using Callgoose.Catalog;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The data folder: by default the one that a server started in the same place would use.</summary>
    /// <param name="mayBeShared">Whether the command works on a shared store, too. Others refuse a configuration that names one, unless they are told where to look.</param>
    public static Option<string> Data(bool mayBeShared = false) => new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = argument => ConfiguredDataFolder(argument, mayBeShared),
        Validators = { RefuseBlank },
    };

    /// <summary>A data folder that has to be there: one that is not is a typing error, not a reason to make one.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static string ExistingFolder(string path) => Directory.Exists(path)
        ? path
        : throw new UsageException($"There is no data folder at '{path}'; name the one that the server uses with --data.");

    /// <summary>The address of the shared store that the configuration names, if it names one.</summary>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">It cannot be read.</exception>
    public static string? SharedStore() => Configured().Settings.Store is { } store ? StoreAddress.Read(store) : null;

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>Schema files beside the built-in ones.</summary>
    public static Option<string[]> Schemas() => new("--schema")
    {
        HelpName = "FILE|DIR",
        Description = "A schema file, or a folder of such, to use beside the built-in ones. May be given several times.",
    };

    /// <summary>Reads the schema files that were given.</summary>
    /// <exception cref="UsageException">Something is wrong with them.</exception>
    public static IntegrationSet Load(string[] paths)
    {
        var integrations = IntegrationSet.Load(paths);
        return integrations.Problems.Count == 0
            ? integrations
            : throw new UsageException(string.Join("\n", integrations.Problems.Select(static problem => problem.ToString())));
    }

    /// <summary>Refuses a path that is blank, which a script's unset variable makes of one.</summary>
    public static void RefuseBlank(OptionResult result)
    {
        if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} is blank; name a path, or leave it out.");
        }
    }

    private static string ConfiguredDataFolder(ArgumentResult argument, bool mayBeShared)
    {
        ConfigurationResult configuration = Configured();
        if (configuration.Problems.Except(configuration.Integrations.Problems).FirstOrDefault() is InputProblem problem)
        {
            argument.AddError($"{problem} Mend it, or name the data folder with --data.");
        }

        if (configuration.Settings.Store is not null && !mayBeShared && argument.GetResult("--url") is null or OptionResult { Implicit: true })
        {
            argument.AddError("The configuration names a store in PostgreSQL, on which this command does not work yet; ask a server with --url and --token, or name a data folder with --data.");
        }

        return configuration.Settings.DataFolder;
    }

    private static ConfigurationResult Configured() => new ConfigurationSources { Variables = EnvironmentSettings.OfProcess() }.Load();
}
