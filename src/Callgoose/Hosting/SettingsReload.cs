using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Reads the configuration again under a running server. What cannot be used changes nothing.</summary>
/// <param name="sources">Where the server's settings came from.</param>
/// <param name="server">The server.</param>
/// <param name="log">Where it is told what came of it.</param>
internal sealed class SettingsReload(ConfigurationSources sources, CallgooseServer server, ILogger log)
{
    private readonly Lock gate = new();
    private ConfigurationSources sources = sources;

    /// <summary>Reads the configuration and puts it into force, all of it or, if anything is wrong, nothing. May be called from any thread.</summary>
    public void Run()
    {
        lock (gate)
        {
            ConfigurationResult result = sources.Load();
            if (result.Problems.Count > 0)
            {
                log.ReloadRefused(result.Problems.Count);
                foreach (ConfigurationProblem problem in result.Problems)
                {
                    log.ConfigurationProblem(SecretMask.Apply(problem.ToString()));
                }

                return;
            }

            // A file that was used once has to be there from then on: its end must not put the defaults into force.
            sources = sources with { File = result.File };
            IReadOnlyList<string> waiting = server.Apply(result.Settings);
            log.Reloaded(result.File ?? "no file", string.Join(", ", result.Settings.Services.Select(static service => service.Name)));
            if (waiting.Count > 0)
            {
                log.NeedsRestart(string.Join(", ", waiting));
            }
        }
    }
}
