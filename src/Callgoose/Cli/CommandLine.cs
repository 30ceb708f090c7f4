using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Storage.Contract;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>The command line: finds the command, runs it, and turns errors into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        TerminalWriter.Install();
        ParseResult parsed = Find(args).Parse(args);
        if (parsed.Action is not HelpAction && UsageErrors.MistypedOption(parsed) is string mistyped)
        {
            return await FailAsync(mistyped, ExitCode.Usage);
        }

        if (parsed.Action is ParseErrorAction)
        {
            if (!UsageErrors.WantsCommand(parsed))
            {
                return await FailAsync(UsageErrors.Describe(parsed), ExitCode.Usage);
            }

            // The list of possible commands helps, but the user did not ask for it: print it to standard error, and do not report success.
            await Find(["--help"]).Parse([.. args, "--help"]).InvokeAsync(new InvocationConfiguration { Output = Console.Error });
            return ExitCode.Usage;
        }

        try
        {
            ServerTrust.AuthorityFile = CommonOptions.Given(parsed.CommandResult, "--ca");

            // The server shuts down by itself, in order, on a signal. No timer of the library may interrupt that.
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
    /// Returns all commands below the root, which provides help and completion. Starting a server must be fast, so it skips the root:
    /// when the library creates a root it loads its help texts from resources, which takes longer than the rest of its work.
    /// </summary>
    private static Command Find(string[] args) => args is ["serve", .. var options] && !options.Any(IsHelp) ? ServeCommand.Create() : Root();

    internal static RootCommand Root()
    {
        var root = new RootCommand("Takes webhooks of monitoring tools and turns them into incidents that are on disk before the answer leaves.")
        {
            ServeCommand.Create(),
            TokensCommand.Create(),
            IncidentsCommand.Create(),
            DestinationsCommand.Create(),
            DeliveriesCommand.Create(),
            RouteCommand.Create(),
            ReportCommand.Create(),
            ChangesCommand.Create(),
            RelayCommand.Create(),
            MaintenanceCommand.Create(),
            LogsCommand.Create(),
            UnmatchedCommand.Create(),
            ReplayCommand.Create(),
            SuggestCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            MigrateCommand.Create(),
            IntegrityCommand.Create(),
            DoctorCommand.Create(),
            ExplainCommand.Create(),
            CheckCommand.Create(),
            IntegrationsCommand.Create(),
            TestCommand.Create(),
            SendTestCommand.Create(),
            CompletionCommand.Create(),
            ManCommand.Create(Root),
            VersionCommand.Create(),
        };

        // The library also accepts the Windows form of the help option, which is a path here and would be offered as a completion.
        foreach (Option help in root.Options.Where(static option => option.Name == "--help"))
        {
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
            help.Aliases.Remove("-?");
            if (help.Action is HelpAction action)
            {
                action.MaxWidth = TerminalSize.Width;
            }
        }

        AddWhere(root);
        return root;
    }

    /// <summary>Adds <c>--config</c> to each command with a data folder, and the trust option to each command that calls a server.</summary>
    private static void AddWhere(Command command)
    {
        if (command.Options.Any(static option => option.Name == "--data") && command.Options.All(static option => option.Name != "--config"))
        {
            command.Options.Add(CommonOptions.Config());
        }

        if (command.Options.Any(static option => option is { Name: "--url", HelpName: ServerClient.UrlName }))
        {
            command.Options.Add(ServerTrust.Ca());
        }

        foreach (Command one in command.Subcommands)
        {
            AddWhere(one);
        }
    }

    private static bool IsHelp(string option) => option is "--help" or "-h";

    private static async Task<int> FailAsync(string message, int code)
    {
        // An error message repeats the user's input, which may contain a token in the wrong place.
        await Console.Error.WriteLineAsync($"callgoose: {SecretMask.Apply(message)}");
        return code;
    }
}
