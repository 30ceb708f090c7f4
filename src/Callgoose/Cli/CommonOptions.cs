using System.CommandLine;
using System.CommandLine.Parsing;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>How each command finds the data, for its help.</summary>
    public static readonly string DataRule =
        $"--data, else {EnvironmentSettings.Data}, else \"{SettingNames.Data}\" of the configuration (--config, {EnvironmentSettings.Configuration}, "
        + $"./{ConfigurationFile.DefaultPath} or {ConfigurationFile.SystemPath}), else {ServerSettings.DefaultDataFolder}";

    /// <summary>The data folder. The default is the one that a server started in the same place would use.</summary>
    /// <param name="mayBeShared">Whether the command also works on a shared store. Other commands refuse a configuration that names one, unless the user names a data folder.</param>
    /// <param name="followsConfig">Whether the command's own <c>--config</c> is the server's configuration, and not one to compare it with.</param>
    public static Option<string> Data(bool mayBeShared = false, bool followsConfig = true) => new("--data")
    {
        Description = $"The data folder. Taken from {DataRule}.",
        HelpName = "DIR",
        DefaultValueFactory = argument => ConfiguredDataFolder(argument, mayBeShared, followsConfig),
        Validators = { RefuseBlank },
    };

    /// <summary>The configuration file, which determines where the data are.</summary>
    public static Option<string?> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = $"The configuration file. Without it {EnvironmentSettings.Configuration}, ./{ConfigurationFile.DefaultPath} or {ConfigurationFile.SystemPath}.",
        Validators = { RefuseBlank },
    };

    /// <summary>Checks that a data folder exists. A missing one is a typing error, not a reason to create it.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">It belongs to another program.</exception>
    public static string ExistingFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new UsageException($"There is no data folder at '{path}', and only 'serve' makes one. It is taken from {DataRule}.");
        }

        DataFolder.Open(path).RequireOwn();
        return path;
    }

    /// <summary>Returns the address of the shared store in the configuration; null if there is none.</summary>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">The address cannot be read.</exception>
    /// <param name="file">The configuration file; null for the one that a server finds.</param>
    public static string? SharedStore(string? file = null) => Configured(file).Settings.Store is { } store ? StoreAddress.Read(store) : null;

    /// <summary>Returns the shared store for a command: the one in the configuration, unless the user names a data folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="config">The configuration file; null for the one that a server finds.</param>
    /// <returns>Null for a data folder.</returns>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">Its address cannot be read.</exception>
    public static PostgresStoreOptions? SharedStore(ParseResult parsed, Option<string> data, string? config) =>
        parsed.GetResult(data) is null or { Implicit: true } && SharedStore(config) is string address
            ? new PostgresStoreOptions { Url = address, Name = "command line", Patience = TimeSpan.FromMinutes(1) }
            : null;

    /// <summary>The option for machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>The option for schema files in addition to the built-in ones.</summary>
    public static Option<string[]> Schemas() => new("--schema")
    {
        HelpName = "FILE|DIR",
        Description = "A schema file, or a folder of such, to use beside the built-in ones. May be given several times.",
    };

    /// <summary>The completions for an integration name.</summary>
    public static IEnumerable<string> IntegrationNames() => IntegrationSet.Load([]).Integrations.Select(static one => one.Name);

    /// <summary>Loads the given schema files.</summary>
    /// <exception cref="UsageException">There are errors in them.</exception>
    public static IntegrationSet Load(string[] paths)
    {
        var integrations = IntegrationSet.Load(paths);
        return integrations.Problems.Count == 0
            ? integrations
            : throw new UsageException(string.Join("\n", integrations.Problems.Select(static problem => problem.ToString())));
    }

    /// <summary>Returns the value of an option; null if it was not given or the command does not have it.</summary>
    public static string? Given(CommandResult command, string option) =>
        command.Children.OfType<OptionResult>().FirstOrDefault(one => one.Option.Name == option)?.Tokens is [Token text, ..] ? text.Value : null;

    /// <summary>Refuses a blank path, such as from an unset variable in a script.</summary>
    public static void RefuseBlank(OptionResult result)
    {
        if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} is blank; name a path, or leave it out.");
        }
    }

    private static CommandResult? CommandOf(SymbolResult? result) => result is null or CommandResult ? (CommandResult?)result : CommandOf(result.Parent);

    private static string ConfiguredDataFolder(ArgumentResult argument, bool mayBeShared, bool followsConfig)
    {
        CommandResult? command = CommandOf(argument);
        ConfigurationResult configuration = Configured(followsConfig && command is not null ? Given(command, "--config") : null);
        if (configuration.Problems.Except(configuration.Integrations.Problems).FirstOrDefault() is InputProblem problem)
        {
            argument.AddError($"{problem} Correct it, or name the data folder with --data.");
        }

        if (configuration.Settings.Store is not null && !mayBeShared && (command is null || Given(command, "--url") is null))
        {
            argument.AddError("The configuration names a store in PostgreSQL, on which this command does not work; ask a server with --url and --token, or name a data folder with --data.");
        }

        return configuration.Settings.DataFolder;
    }

    private static ConfigurationResult Configured(string? file) => new ConfigurationSources { Variables = EnvironmentSettings.OfProcess(), File = file }.Load();
}
