using System.CommandLine;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Cli;

/// <summary><c>callgoose backup</c>: copies a data folder into one file. A server may be running.</summary>
internal static class BackupCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The tar file to make. 'callgoose restore FILE' makes a data folder of it again." };
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("backup", "Copy incidents, tokens and waiting deliveries into one file. The server may be running.") { file, data };
        command.SetAction(parsed =>
        {
            if (CommonOptions.SharedStore(parsed, data, CommonOptions.Given(parsed.CommandResult, "--config")) is PostgresStoreOptions shared)
            {
                throw new UsageException(
                    $"The store is in PostgreSQL, whose own programs make backups while servers run: {ConnectionUrl.DumpCommand(shared.Url, parsed.GetValue(file)!)}. It asks for the password; ~/.pgpass may have it.");
            }

            string path = CommonOptions.ExistingFolder(parsed.GetValue(data)!);
            if (File.Exists(parsed.GetValue(file)))
            {
                throw new UsageException($"{parsed.GetValue(file)} exists already; name a new file.");
            }

            TextWriter remarks = parsed.InvocationConfiguration.Error;
            long bytes;
            using (var progress = Progress.Start(remarks))
            {
                bytes = DataFolderBackup.Make(DataFolder.Open(path), parsed.GetValue(file)!, progress.Begin);
            }

            remarks.WriteLine($"{parsed.GetValue(file)}: {bytes} bytes, checked.");
            return ExitCode.Done;
        });
        return command;
    }
}
