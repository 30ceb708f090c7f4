using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Callgoose.LoadTest.Platform;

/// <summary>A process that this one started, with its output. It never outlives this one.</summary>
internal sealed partial class Child : IAsyncDisposable
{
    private const int Sighup = 1;
    private const int Sigint = 2;
    private const int Sigterm = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private static readonly HashSet<Child> Running = [];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Task errors;

    static Child() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    private Child(Process process)
    {
        this.process = process;
        Id = process.Id;
        lock (Running)
        {
            Running.Add(this);
        }

        errors = DrainAsync(process.StandardError);
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    public static Child Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new Child(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new LoadTestException($"{program} could not be started: {e.Message}");
        }
    }

    /// <summary>Runs a program to its end and returns its output on both streams.</summary>
    /// <exception cref="LoadTestException">It failed.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using Child child = Start(program, arguments);
        int exitCode = await child.WaitAsync();
        return exitCode == 0
            ? child.Output
            : throw new LoadTestException($"{program} {string.Join(' ', arguments)} failed with {exitCode}:\n{child.Output}");
    }

    /// <summary>The output so far, as far as it was read in the background.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Waits for a line that matches, on this thread so that no time is lost.</summary>
    /// <exception cref="LoadTestException">The output ended before.</exception>
    public string ReadLineUntil(Func<string, bool> fits)
    {
        while (process.StandardOutput.ReadLine() is string line)
        {
            Append(line);
            if (fits(line))
            {
                return line;
            }
        }

        errors.Wait(StopTimeout);
        throw new LoadTestException($"{process.StartInfo.FileName} ended before it was ready:\n{Output}");
    }

    /// <summary>Keeps reading the output in the background, so that the process never blocks on its pipe.</summary>
    public void DrainOutput() => _ = DrainAsync(process.StandardOutput);

    /// <summary>Reads the output to its end and returns the exit code.</summary>
    /// <param name="onLine">Called for each line at once.</param>
    public async Task<int> WaitAsync(Action<string>? onLine = null)
    {
        await Task.WhenAll(DrainAsync(process.StandardOutput, onLine), errors);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Sends SIGINT.</summary>
    public void Interrupt() => _ = Kill(Id, Sigint);

    /// <summary>Sends SIGHUP.</summary>
    public void HangUp() => _ = Kill(Id, Sighup);

    /// <summary>Sends SIGTERM, waits for the end and returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = Kill(Id, Sigterm);
        using var deadline = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new LoadTestException($"{process.StartInfo.FileName} did not end within {StopTimeout} of SIGTERM:\n{Output}");
        }

        return process.ExitCode;
    }

    /// <summary>Kills every process that is left.</summary>
    public static void KillAll()
    {
        lock (Running)
        {
            foreach (Child child in Running.Where(static c => !c.process.HasExited))
            {
                child.process.Kill(entireProcessTree: true);
                child.process.WaitForExit();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        lock (Running)
        {
            Running.Remove(this);
        }

        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private async Task DrainAsync(StreamReader reader, Action<string>? onLine = null)
    {
        while (await reader.ReadLineAsync() is string line)
        {
            Append(line);
            onLine?.Invoke(line);
        }
    }

    private void Append(string line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
