using System.Diagnostics;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Callgoose.Testing.Prerequisites))]

namespace Callgoose.Testing;

/// <summary>
/// Ends the run before its first test, with one sentence, if a program or header that these tests need is missing. Otherwise each test that needs it
/// would fail with a stack trace. <c>tests/prerequisites</c> lists what is needed.
/// </summary>
public sealed class Prerequisites : ITestPipelineStartup
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Script());
        start.ArgumentList.Add("--of");
        start.ArgumentList.Add(typeof(Prerequisites).Assembly.GetName().Name!);
        using Process check = Process.Start(start)!;
        string sentence = (await check.StandardOutput.ReadToEndAsync()).Trim();
        await check.WaitForExitAsync().WaitAsync(HangGuard);
        if (check.ExitCode != 0)
        {
            // An exception would print its stack trace.
            await Console.Error.WriteLineAsync(sentence);
            Environment.Exit(check.ExitCode);
        }
    }

    public ValueTask StopAsync() => ValueTask.CompletedTask;

    private static string Script()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "tests", "prerequisites");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
