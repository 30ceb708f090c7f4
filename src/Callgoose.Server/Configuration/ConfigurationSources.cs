using Callgoose.Catalog;
using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Files;

namespace Callgoose.Configuration;

/// <summary>The sources of settings. A flag overrides the environment, the environment overrides the file, and the file overrides the default.</summary>
internal sealed record ConfigurationSources
{
    /// <summary>The maximum size of a settings or schema file, in bytes: more than a person or a script writes.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>The settings of the command line.</summary>
    public SettingsLayer Flags { get; init; } = new();

    /// <summary>The environment variables that may be settings.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that must exist; null to search for one.</summary>
    public string? File { get; init; }

    /// <summary>The text of the file, if an earlier reading is to be used again; null to read the file.</summary>
    public string? Text { get; init; }

    /// <summary>Where to search for a file; the first that exists counts.</summary>
    public IReadOnlyList<string> Places { get; init; } = [ConfigurationFile.DefaultPath, ConfigurationFile.SystemPath];

    /// <summary>Reads everything anew, including the schema files.</summary>
    public ConfigurationResult Load()
    {
        EnvironmentSettings environment = EnvironmentSettings.Read(Variables);
        IntegrationSet? integrations = null;
        string? path = File ?? environment.File ?? Places.FirstOrDefault(System.IO.File.Exists);
        ConfigurationFile file = path is null ? ConfigurationFile.None
            : Text is null ? ConfigurationFile.Read(path, Integrations)
            : ConfigurationFile.Parse(path, Text, Integrations);
        SettingsLayer settings = Flags.Over(environment.Settings).Over(file.Settings);
        IReadOnlyList<Integration> known = Integrations(file.Settings.Schemas);
        ServerSettings inEffect = (settings with { Services = settings.Services ?? [Service.DefaultOf(known)] }).OverDefaults() with { File = path };
        return new ConfigurationResult(
            inEffect,
            integrations!,
            path,
            file.Text,
            [.. environment.Problems, .. file.Problems.Where(IsKnownToBeWrong), .. integrations!.Problems, .. TlsProblems(inEffect, path), .. StoreProblems(inEffect, path)])
        {
            Warnings = [.. file.Problems.Where(static problem => problem.Rule.IsWarning)],
        };

        // If a schema file is invalid, it might define the unknown integration that a service lists.
        bool IsKnownToBeWrong(InputProblem problem) => !problem.Rule.IsWarning && (integrations!.Problems.Count == 0 || problem.Rule != ConfigurationRules.UnknownIntegration);

        IReadOnlyList<Integration> Integrations(IReadOnlyList<string>? schemas) =>
            (integrations ??= IntegrationSet.Load(Flags.Schemas ?? environment.Settings.Schemas ?? schemas ?? [], static path => BoundedFile.Read(path, MaxFileBytes))).Integrations;
    }

    /// <summary>
    /// Rejects a relay on a shared store. A relay is a single machine that accepts webhooks while it can reach nothing else, so its queue is on its own disk.
    /// </summary>
    private static IEnumerable<InputProblem> StoreProblems(ServerSettings settings, string? file)
    {
        if (settings.Store is not null && settings.Relay is not null)
        {
            yield return new InputProblem(
                file ?? SettingNames.Store,
                DeliveryRules.NotYet,
                "With \"store\" nothing is relayed: an outpost takes webhooks while it reaches nothing else, and keeps them on its own disk. Leave \"store\" out there; the server that it sends to may have one.");
        }
    }

    /// <summary>Finds contradictions between the TLS settings, each of which may come from another source.</summary>
    private static IEnumerable<InputProblem> TlsProblems(ServerSettings settings, string? file)
    {
        bool listens = settings.Urls.Any(ListenAddress.HasTls);
        string? message = (listens, settings.TlsCertificate, settings.TlsKey) switch
        {
            (_, null, not null) => "There is \"tls.key\" without \"tls.certificate\"; name both files.",
            (_, not null, null) => "There is \"tls.certificate\" without \"tls.key\"; name both files.",
            (true, null, null) => "An address in \"urls\" is https, which needs \"tls.certificate\" and \"tls.key\"; name both PEM files.",
            (false, not null, not null) => "There is a certificate, but no address in \"urls\" is https; write one such as https://0.0.0.0:8443, or leave \"tls\" out.",
            _ => null,
        };
        if (message is not null)
        {
            yield return new InputProblem(file ?? SettingNames.Tls, ConfigurationRules.IncompleteTls, message);
        }
    }
}
