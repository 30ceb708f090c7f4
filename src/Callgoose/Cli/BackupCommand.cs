using System.CommandLine;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Cli;

/// <summary><c>callgoose backup</c>: copies a data folder into one file, while the server runs or not.</summary>
internal static class BackupCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The tar file to make. 'callgoose restore FILE' makes a data folder of it again." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("backup", "Copy incidents, tokens and what is to be delivered into one file, while the server runs or not.") { file, data };
        command.SetAction(parsed =>
        {
            string path = CommonOptions.ExistingFolder(parsed.GetValue(data)!);
            if (File.Exists(parsed.GetValue(file)))
            {
                throw new UsageException($"{parsed.GetValue(file)} is there already; name a new file.");
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
