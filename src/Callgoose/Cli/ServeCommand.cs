using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Demo;
using Callgoose.Hosting;
using Callgoose.Http;
using Callgoose.Observability;
using Callgoose.Storage.Sqlite.Folder;
using Microsoft.Extensions.Logging;

namespace Callgoose.Cli;

/// <summary><c>callgoose serve</c>: runs until SIGTERM or SIGINT; SIGHUP reloads the configuration.</summary>
internal static class ServeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            HelpName = "FILE",
            Description = $"The configuration file. Without it {EnvironmentSettings.Configuration}, ./{ConfigurationFile.DefaultPath} or {ConfigurationFile.SystemPath}.",
            Validators = { CommonOptions.RefuseBlank },
        };
        var data = new Option<string?>("--data")
        {
            HelpName = "DIR",
            Description = $"The data folder, which is made if it is not there. Taken from {CommonOptions.DataRule}.",
            Validators = { CommonOptions.RefuseBlank },
        };
        var urls = new Option<string?>("--urls")
        {
            HelpName = "URL",
            Description = $"Where to listen; several addresses with ';' between them. Port 0 takes a free one. Default: {ServerSettings.DefaultUrl}",
        };
        var proxies = new Option<string[]>("--behind-proxy")
        {
            HelpName = "NETWORK",
            Description = "A reverse proxy stands before the server. The value names the proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted, as addresses or networks; without a value: those of this machine.",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var schemas = new Option<string[]>("--schema")
        {
            HelpName = "FILE|DIR",
            Description = "A schema file, or a folder of such, to use beside the built-in ones; read again when it changes. May be given several times.",
            Validators = { CommonOptions.RefuseBlank },
        };
        var logFormat = new Option<LogFormat?>("--log-format")
        {
            HelpName = "text|json",
            Description = "How log lines on standard error are written. Default: json if systemd's journal reads them, else text.",
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "A demonstration: the invented incidents of a night, and tools that keep sending. It uses a temporary folder, which is removed at the end.",
        };
        var command = new Command("serve", "Run the server. SIGHUP reads the configuration again.") { config, data, urls, proxies, schemas, logFormat, demo };
        command.Validators.Add(result =>
        {
            if (result.GetValue(demo) && (result.GetResult(config) ?? result.GetResult(data) ?? result.GetResult(schemas)) is not null)
            {
                result.AddError("--demo has a data folder and a configuration of its own; leave --data, --config and --schema out.");
            }
        });
        command.SetAction((parsed, _) =>
        {
            IReadOnlyList<string>? addresses = parsed.GetValue(urls) is string given ? ListenUrls.Parse(given) : null;
            LogFormat format = parsed.GetValue(logFormat) ?? ServerLogging.DefaultFormat;
            return parsed.GetValue(demo)
                ? RunDemoAsync(addresses, format, parsed.InvocationConfiguration)
                : RunAsync(
                    new ConfigurationSources
                    {
                        Flags = new SettingsLayer
                        {
                            DataFolder = parsed.GetValue(data),
                            Urls = addresses,
                            BehindProxy = parsed.GetResult(proxies) is null ? null : Proxies(parsed.GetValue(proxies)!),
                            Schemas = parsed.GetValue(schemas) is { Length: > 0 } paths ? paths : null,
                        },
                        Variables = EnvironmentSettings.OfProcess(),
                        File = parsed.GetValue(config),
                    },
                    format,
                    parsed.InvocationConfiguration);
        });
        return command;
    }

    /// <summary>Runs the demonstration. It uses nothing of the real server: neither its folder nor its file nor its variables.</summary>
    private static async Task<int> RunDemoAsync(IReadOnlyList<string>? addresses, LogFormat logFormat, InvocationConfiguration console)
    {
        using var folder = new DemoFolder();
        await using var receiver = new DemoReceiver();
        var sources = new ConfigurationSources
        {
            Flags = new SettingsLayer { DataFolder = folder.Path, Urls = addresses },
            File = "(built in for the demo)",
            Text = DemoScenes.ConfigurationWith(receiver.Address),
        };
        return await RunAsync(sources, sources.Load(), logFormat, new DemoClock { Behind = DemoScenes.Past }, console.Output);
    }

    private static IReadOnlyList<IPNetwork> Proxies(string[] networks) => networks.Length == 0
        ? ProxyNetworks.Loopback
        : [.. networks.Select(static text => ProxyNetworks.TryParse(text, out IPNetwork network)
            ? network
            : throw new UsageException($"--behind-proxy has '{text}', which is not a network; {ProxyNetworks.Form}."))];

    private static async Task<int> RunAsync(ConfigurationSources sources, LogFormat logFormat, InvocationConfiguration console)
    {
        ConfigurationResult configuration = sources.Load();
        if (configuration.Problems.Count > 0)
        {
            foreach (InputProblem problem in configuration.Problems)
            {
                await console.Error.WriteLineAsync(SecretMask.Apply(problem.ToString()));
            }

            return ExitCode.Usage;
        }

        return await RunAsync(sources, configuration, logFormat, null, console.Output);
    }

    private static async Task<int> RunAsync(
        ConfigurationSources sources, ConfigurationResult configuration, LogFormat logFormat, DemoClock? demo, TextWriter output)
    {
        CoreDumps.Forbid();
        ServerSettings settings = configuration.Settings;
        ServiceManager manager = ServiceManager.OfProcess();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reload = new TaskCompletionSource<SettingsReload>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }

        void Reload(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _ = ReloadAsync(reload.Task, manager);
        }

        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        using ILoggerFactory loggers = ServerLogging.Create(logFormat);
        DataFolder? folder = settings.Store is null ? DataFolder.Open(settings.DataFolder) : null;
        folder?.RequireOwnerOnly();

        // The seeded incidents are hours old, so no notifications go out for them.
        ConfigurationResult first = demo is null ? configuration : configuration with { Settings = settings with { Delivery = DeliverySettings.None } };
        using var report = new StartReport(configuration, manager, output);
        CallgooseServer? started = await StartAsync(first, folder, demo ?? TimeProvider.System, loggers, report, stop.Task);
        if (started is null)
        {
            manager.Stopping();
            return ExitCode.Done;
        }

        await using CallgooseServer server = started;
        var reloading = new SettingsReload(sources, configuration, server, loggers.CreateLogger("callgoose"));
        reloading.Warn(configuration);
        reload.SetResult(reloading);
        await using var schemas = FileWatch.Start(() => server.Settings.Current.Schemas, reloading.RunSchemas);
        await using FileWatch? certificate = server.Certificate is ServerCertificate tls ? FileWatch.Start(() => tls.Files, tls.Reload) : null;

        report.Serves(server);
        if (!Console.IsOutputRedirected)
        {
            await output.WriteAsync(Greeting.Text(server.Addresses.First(), settings));
        }

        await using Demonstration? demonstration = demo is null ? null : await StartDemoAsync(folder!, server, settings, demo, output);
        if (manager.IsPresent)
        {
            // A service's output ends up in a journal, which must not contain tokens.
            await output.WriteAsync(await FirstStart.HowToBeginAsync(server, folder?.Path));
        }
        else if (demo is null && await FirstStart.CreateTokenAsync(server) is string secret)
        {
            await output.WriteAsync(FirstStart.Welcome(secret, server.Addresses.First()));
        }

        report.BeReady();
        await stop.Task;
        manager.Stopping();
        return ExitCode.Done;
    }

    /// <returns>The server; null if it had to stop while it waited for its shared store.</returns>
    private static async Task<CallgooseServer?> StartAsync(
        ConfigurationResult configuration, DataFolder? folder, TimeProvider clock, ILoggerFactory loggers, StartReport report, Task stop)
    {
        try
        {
            return await CallgooseServer.StartAsync(configuration, folder, clock, loggers, report.Waits, stop);
        }
        catch (CertificateException e)
        {
            throw new UsageException(e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCompleted)
        {
            return null;
        }
    }

    private static async Task<Demonstration> StartDemoAsync(DataFolder folder, CallgooseServer server, ServerSettings settings, DemoClock clock, TextWriter output)
    {
        string url = FirstStart.Reachable(server.Addresses.First());
        var tools = new DemoTools(folder, url, clock);
        Demonstration demonstration = await Demonstration.StartAsync(tools, clock);
        server.Apply(settings);
        await output.WriteAsync($"""

            Demo: all of it is invented. It is kept in {folder.Path}, and removed when the server stops.

              page   {url}/
              token  {tools.OnCall}

            Sign in with the token. A webhook comes every few seconds; the API log tells what each filter made of it, and an incident
            where it was told. Of the two destinations, "pager" is out of order for a minute now and then: what is for it waits.


            """);
        return demonstration;
    }

    /// <summary>Reloads. A signal that arrives during the start takes effect after it.</summary>
    private static async Task ReloadAsync(Task<SettingsReload> reload, ServiceManager manager)
    {
        SettingsReload reloading = await reload;
        manager.Reloading();
        reloading.Run();
        manager.Ready();
    }
}
