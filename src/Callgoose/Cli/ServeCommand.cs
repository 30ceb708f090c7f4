using System.CommandLine;
using System.Runtime.InteropServices;
using Callgoose.Configuration;
using Callgoose.Hosting;
using Callgoose.Observability;
using Callgoose.Storage;
using Microsoft.Extensions.Logging;

namespace Callgoose.Cli;

/// <summary><c>callgoose serve</c>: runs until SIGTERM or SIGINT.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> data = CommonOptions.Data();
        var urls = new Option<string>("--urls")
        {
            HelpName = "URL",
            Description = "Where to listen; several addresses with ';' between them. Port 0 takes a free one.",
            DefaultValueFactory = static _ => ServerSettings.DefaultUrl,
        };
        var command = new Command("serve", "Run the server.") { data, urls };
        command.SetAction((parsed, _) => RunAsync(
            new ServerSettings { DataFolder = parsed.GetValue(data)!, Urls = ListenUrls.Parse(parsed.GetValue(urls)!) },
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(ServerSettings settings, TextWriter output)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }

        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using ILoggerFactory loggers = ServerLogging.Create();
        var folder = DataFolder.Open(settings.DataFolder);
        await using CallgooseServer server = await CallgooseServer.StartAsync(settings, folder, TimeProvider.System, loggers);

        await output.WriteLineAsync(
            $"callgoose {VersionCommand.Version} listens on {string.Join(" and ", server.Addresses)}, data in {settings.DataFolder}");
        if (FirstStart.CreateToken(folder, TimeProvider.System) is string secret)
        {
            await output.WriteAsync(FirstStart.Welcome(secret, server.Addresses.First()));
        }

        await output.FlushAsync();
        await stop.Task;
        return ExitCode.Done;
    }
}
