using System.Diagnostics;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>The output and exit code of a command.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs the executable with arguments.</summary>
    public static Task<CommandResult> RunAsync(PublishedExecutable executable, params string[] arguments) => RunAsync(executable.Path, arguments);

    /// <summary>Runs any program.</summary>
    public static Task<CommandResult> RunAsync(string program, params string[] arguments) => RunAsync(Start.Of([program, .. arguments]));

    /// <summary>Runs a program from a start description.</summary>
    public static Task<CommandResult> RunAsync(ProcessStartInfo start) => RunAsync(start, TimeSpan.FromMinutes(1));

    /// <summary>Runs a program that may take longer.</summary>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, TimeSpan hangGuard)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(hangGuard);
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
