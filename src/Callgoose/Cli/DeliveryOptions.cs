using System.CommandLine;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>Options that the delivery commands share.</summary>
internal static class DeliveryOptions
{
    /// <summary>The option that names a configuration file.</summary>
    public static Option<string?> Config(string description) =>
        new("--config") { HelpName = "FILE", Description = description, Validators = { CommonOptions.RefuseBlank } };

    /// <summary>Loads the configuration that a server would use.</summary>
    /// <param name="file">The file; null for the one that a server finds.</param>
    /// <exception cref="UsageException">There are errors in it.</exception>
    public static ServerSettings Load(string? file)
    {
        ConfigurationResult configuration = new ConfigurationSources { Variables = EnvironmentSettings.OfProcess(), File = file }.Load();
        return configuration.Problems.Count == 0
            ? configuration.Settings
            : throw new UsageException(string.Join("\n", configuration.Problems.Select(static problem => problem.ToString())));
    }
}
