using System.CommandLine;
using System.Runtime.InteropServices;
using Callgoose.Observability;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Cli;

/// <summary><c>callgoose version</c>: prints the version.</summary>
internal static class VersionCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Print the versions of the program, of SQLite and of the runtime.");
        command.SetAction(static parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"callgoose {ProductVersion.Number}");
            output.WriteLine($"commit    {ProductVersion.Commit}");
            output.WriteLine($"sqlite    {SqliteLibrary.Version}");
            output.WriteLine($"runtime   {RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}");
            return ExitCode.Done;
        });
        return command;
    }
}
