using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Reloads the configuration or the schema files while the server runs. Invalid input changes nothing.</summary>
/// <param name="sources">The sources of the settings.</param>
/// <param name="first">The configuration at the start.</param>
/// <param name="server">The server.</param>
/// <param name="log">Reports the result.</param>
internal sealed class SettingsReload(ConfigurationSources sources, ConfigurationResult first, CallgooseServer server, ILogger log)
{
    private readonly Lock gate = new();

    /// <summary>The configuration in force. Once a file has been used it must exist from then on: if it disappears, the defaults must not take effect.</summary>
    private ConfigurationResult inForce = first;

    /// <summary>Reloads everything. Applies all of it, or nothing if there is an error. Safe to call from any thread.</summary>
    public void Run()
    {
        lock (gate)
        {
            ConfigurationResult result = (sources with { File = inForce.File }).Load();
            if (IsRefused(result, "Configuration"))
            {
                return;
            }

            IReadOnlyList<string> waiting = PutIntoForce(result);
            Warn(result);
            server.Certificate?.Reload();
            log.Reloaded(result.File ?? "no file", string.Join(", ", result.Settings.Services.Select(static service => service.Name)));
            if (waiting.Count > 0)
            {
                log.NeedsRestart(string.Join(", ", waiting));
            }
        }
    }

    /// <summary>Reloads the schema files with the configuration in force. Safe to call from any thread.</summary>
    public void RunSchemas()
    {
        lock (gate)
        {
            ConfigurationResult result = (sources with { File = inForce.File, Text = inForce.Text }).Load();
            if (!IsRefused(result, "Schema files"))
            {
                PutIntoForce(result);
                log.SchemasReloaded(string.Join(", ", result.Integrations.Files));
            }
        }
    }

    private bool IsRefused(ConfigurationResult result, string what)
    {
        if (result.Problems.Count == 0)
        {
            return false;
        }

        log.ReloadRefused(what, result.Problems.Count);
        foreach (InputProblem problem in result.Problems)
        {
            log.ConfigurationProblem(SecretMask.Apply(problem.ToString()));
        }

        server.Settings.Reload = new ReloadStatus(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), [.. result.Problems.Select(static problem => SecretMask.Apply(problem.ToString()))]);
        server.Settings.Schemas = server.Settings.Schemas.ButRefused(result.Integrations);
        return true;
    }

    /// <summary>Logs the warnings of a configuration.</summary>
    public void Warn(ConfigurationResult result)
    {
        foreach (InputProblem warning in result.Warnings)
        {
            log.ConfigurationWarning(SecretMask.Apply(warning.ToString()));
        }
    }

    private IReadOnlyList<string> PutIntoForce(ConfigurationResult result)
    {
        inForce = result;
        server.Settings.Reload = ReloadStatus.Taken;
        server.Settings.Schemas = SchemaStatus.InForce(result.Integrations);
        return server.Apply(result.Settings);
    }
}
