using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Storage.Contract;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>The command line: finds the command, runs it, and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        TerminalWriter.Install();
        ParseResult parsed = Find(args).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            // The library's texts go over several lines.
            IEnumerable<string> words = parsed.Errors.SelectMany(static e => e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return await FailAsync($"{string.Join(' ', words)} See --help.", ExitCode.Usage);
        }

        try
        {
            // The server ends by itself on a signal and in order; no timer of the library may cut that short.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception e) when (e is UsageException or SchemaFilesNotFoundException)
        {
            return await FailAsync(e.Message, ExitCode.Usage);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or StoreException)
        {
            return await FailAsync(e.Message, ExitCode.Failed);
        }
    }

    /// <summary>
    /// All commands, below the root that gives help and completes. A server's start, which is to be quick, does without all of that:
    /// the library looks up the texts of its help in resources when it makes a root, which takes longer than the rest of its work.
    /// </summary>
    private static Command Find(string[] args) => args switch
    {
        ["serve", .. var options] when !options.Any(IsHelp) => ServeCommand.Create(),
        _ => new RootCommand("Takes webhooks of monitoring tools and turns them into incidents that are on disk before the answer leaves.")
        {
            ServeCommand.Create(),
            TokensCommand.Create(),
            IncidentsCommand.Create(),
            DestinationsCommand.Create(),
            DeliveriesCommand.Create(),
            RouteCommand.Create(),
            ChangesCommand.Create(),
            RelayCommand.Create(),
            LogsCommand.Create(),
            UnmatchedCommand.Create(),
            ReplayCommand.Create(),
            SuggestCommand.Create(),
            BackupCommand.Create(),
            IntegrityCommand.Create(),
            ExplainCommand.Create(),
            CheckCommand.Create(),
            IntegrationsCommand.Create(),
            TestCommand.Create(),
            SendTestCommand.Create(),
            CompletionCommand.Create(),
            VersionCommand.Create(),
        },
    };

    private static bool IsHelp(string option) => option is "--help" or "-h" or "/h" or "-?" or "/?";

    private static async Task<int> FailAsync(string message, int code)
    {
        // A token typed in the wrong place would be repeated by a message about what was typed.
        await Console.Error.WriteLineAsync($"callgoose: {SecretMask.Apply(message)}");
        return code;
    }
}
