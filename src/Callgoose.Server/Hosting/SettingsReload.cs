using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Reads the configuration or the schema files again under a running server. What cannot be used changes nothing.</summary>
/// <param name="sources">Where the server's settings came from.</param>
/// <param name="first">The settings that it started with.</param>
/// <param name="server">The server.</param>
/// <param name="log">Where it is told what came of it.</param>
internal sealed class SettingsReload(ConfigurationSources sources, ConfigurationResult first, CallgooseServer server, ILogger log)
{
    private readonly Lock gate = new();

    /// <summary>What is in force. A file that was used once has to be there from then on: its end must not put the defaults into force.</summary>
    private ConfigurationResult inForce = first;

    /// <summary>Reads everything again and puts it into force, all of it or, if anything is wrong, nothing. May be called from any thread.</summary>
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

    /// <summary>Reads the schema files again, with the configuration as it is in force. May be called from any thread.</summary>
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

    /// <summary>Tells what of the configuration is probably not meant.</summary>
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
