using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary><c>callgoose version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The product's version.</summary>
    public static string Version => Informational.Split('+')[0];

    private static string Informational =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Print the versions of the program, of SQLite and of the runtime.");
        command.SetAction(static parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"callgoose {Version}");
            output.WriteLine($"commit    {Informational.Split('+').ElementAtOrDefault(1) ?? "unknown"}");
            output.WriteLine($"sqlite    {SqliteLibrary.Version}");
            output.WriteLine($"runtime   {RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}");
            return ExitCode.Done;
        });
        return command;
    }
}
