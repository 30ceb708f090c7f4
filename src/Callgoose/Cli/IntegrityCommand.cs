using System.CommandLine;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;

namespace Callgoose.Cli;

/// <summary><c>callgoose integrity</c>: checks the databases of a data folder, while the server runs or not.</summary>
internal static class IntegrityCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("integrity", "Check that the files of a data folder are sound and that the incidents in them keep the rules.") { data };
        command.SetAction(parsed =>
        {
            string path = CommonOptions.ExistingFolder(parsed.GetValue(data)!);
            TextWriter remarks = parsed.InvocationConfiguration.Error;
            IReadOnlyList<string> findings;
            using (var progress = Progress.Start(remarks))
            {
                findings = IntegrityCheck.Run(DataFolder.Open(path), begun => progress.Begin($"checking {begun}"));
            }

            foreach (string finding in findings)
            {
                parsed.InvocationConfiguration.Output.WriteLine(finding);
            }

            if (findings.Count > 0)
            {
                remarks.WriteLine("callgoose: The data folder is damaged. Stop the server, keep a copy of the folder, and go back to the newest backup.");
                return ExitCode.Failed;
            }

            parsed.InvocationConfiguration.Output.WriteLine("ok");
            return ExitCode.Done;
        });
        return command;
    }
}
