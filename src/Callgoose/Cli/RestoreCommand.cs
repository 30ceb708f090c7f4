using System.CommandLine;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.Restore;

namespace Callgoose.Cli;

/// <summary><c>callgoose restore</c>: creates a data folder from a backup.</summary>
internal static class RestoreCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The tar file that 'callgoose backup' made." };
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("restore", "Restore a backup into a data folder. Nothing is overwritten.") { file, data };
        command.SetAction(parsed =>
        {
            if (CommonOptions.SharedStore(parsed, data, CommonOptions.Given(parsed.CommandResult, "--config")) is PostgresStoreOptions shared)
            {
                throw new UsageException(
                    $"The store is in PostgreSQL, whose own programs put backups back: stop the servers, and {ConnectionUrl.RestoreCommand(shared.Url, parsed.GetValue(file)!)} into an empty database. To make a data folder of a backup of one, name it with --data.");
            }

            string backup = parsed.GetValue(file)!;
            string folder = parsed.GetValue(data)!;
            if (!File.Exists(backup))
            {
                throw new UsageException($"There is no file {backup}; name what 'callgoose backup' made.");
            }

            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                throw new UsageException($"'{folder}' exists already and is not empty. Stop the server, move it away (mv '{folder}' '{folder}.before'), and restore again.");
            }

            TextWriter remarks = parsed.InvocationConfiguration.Error;
            using (var progress = Progress.Start(remarks))
            {
                DataFolderRestore.Run(backup, folder, progress.Begin);
            }

            remarks.WriteLine($"{folder}: restored and checked. Tokens and incidents are those of the backup; what came later is not in it.");
            return ExitCode.Done;
        });
        return command;
    }
}
