using System.CommandLine;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Integrity;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;

namespace Callgoose.Cli;

/// <summary><c>callgoose integrity</c>: checks a data folder or a shared store. Servers may be running.</summary>
internal static class IntegrityCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("integrity", "Check the databases of a data folder, or the tables of a shared store: their pages, and the rules of incidents. The server may be running.") { data };
        command.SetAction(async (parsed, _) =>
        {
            PostgresStoreOptions? shared = CommonOptions.SharedStore(parsed, data, CommonOptions.Given(parsed.CommandResult, "--config"));
            TextWriter remarks = parsed.InvocationConfiguration.Error;
            IReadOnlyList<string> findings;
            using (var progress = Progress.Start(remarks))
            {
                void Begin(string begun) => progress.Begin($"checking {begun}");
                findings = shared is null
                    ? IntegrityCheck.Run(DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!)), Begin)
                    : await PostgresIntegrity.RunAsync(shared with { Patience = TimeSpan.FromHours(1) }, Begin);
            }

            foreach (string finding in findings)
            {
                parsed.InvocationConfiguration.Output.WriteLine(finding);
            }

            if (findings.Count > 0)
            {
                remarks.WriteLine(shared is null
                    ? "callgoose: The data folder is damaged. Stop the server, keep a copy of the folder, and restore the newest backup."
                    : "callgoose: The store is damaged. Stop the servers, keep a copy of the database (pg_dump), and restore the newest backup.");
                return ExitCode.Failed;
            }

            parsed.InvocationConfiguration.Output.WriteLine("ok");
            return ExitCode.Done;
        });
        return command;
    }
}
