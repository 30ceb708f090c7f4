using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>A server process on a free local port, killed when the test ends.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<string> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningServer(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ProcessId => process.Id;

    public Uri Address { get; private set; } = null!;

    /// <summary>The token of the first start, with every scope; null on later starts.</summary>
    public string? FirstToken => TokenPattern().Match(Output) is { Success: true } match ? match.Value : null;

    public string Output => Read(output);

    public string Errors => Read(errors);

    /// <summary>Starts a server and waits until it listens.</summary>
    public static Task<RunningServer> StartAsync(PublishedExecutable executable, string dataFolder) =>
        StartAsync(Start.Of(executable.Path, "serve", "--data", dataFolder, "--urls", "http://127.0.0.1:0"));

    /// <summary>Starts a server whose files cannot grow past a size, as if the disk were full.</summary>
    public static Task<RunningServer> StartOnFullDiskAsync(PublishedExecutable executable, string dataFolder, int kilobytes) => StartAsync(Start.Of(
        // If the signal is ignored, a write past the limit fails with EFBIG.
        "bash", "-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "bash",
        kilobytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        executable.Path, "serve", "--data", dataFolder, "--urls", "http://127.0.0.1:0"));

    /// <summary>Starts a server from a start description, and waits until it listens.</summary>
    /// <param name="start">How to start it.</param>
    /// <param name="isReady">Whether it must be ready then.</param>
    public static async Task<RunningServer> StartAsync(ProcessStartInfo start, bool isReady = true)
    {
        var server = new RunningServer(Process.Start(start)!);
        Task exited = server.process.WaitForExitAsync();
        Task first = await Task.WhenAny(server.listening.Task, exited).WaitAsync(HangGuard);
        Assert.True(first == server.listening.Task, "the server ended instead of listening: " + server.Errors);

        // A wildcard address cannot be connected to.
        server.Address = new Uri((await server.listening.Task).Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

        // The token of a first start is printed after the address; /readyz needs no token and answers only then or later.
        using HttpClient http = server.Client();
        using HttpResponseMessage ready = await http.GetAsync("/readyz");
        Assert.True(ready.IsSuccessStatusCode || !isReady, server.Errors);
        return server;
    }

    /// <summary>Waits for the first token, which is printed a moment after the address.</summary>
    public async Task<string> WaitForFirstTokenAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HangGuard; await Task.Delay(10))
        {
            if (FirstToken is string token && Output.Contains("/v1/incidents", StringComparison.Ordinal))
            {
                return token;
            }
        }

        throw new TimeoutException("no token was printed: " + Output);
    }

    /// <summary>A client with a token in the recommended header, or without one.</summary>
    public HttpClient Client(string? token = null)
    {
        // Certificates of tests are self-signed.
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        var http = new HttpClient(handler) { BaseAddress = Address, Timeout = HangGuard };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    /// <summary>kill -9: no handler runs, nothing is flushed by the process.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(HangGuard);
    }

    /// <summary>Sends a signal by name and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> SignalAsync(string signal)
    {
        await SendSignalAsync(signal);
        return await WaitForEndAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForEndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(HangGuard);
        return process.ExitCode;
    }

    /// <summary>Sends a signal by name that does not end the server, and waits until the server logs something in answer.</summary>
    /// <returns>What it has logged since the signal.</returns>
    public async Task<string> SignalAsync(string signal, string answer)
    {
        int before = Errors.Length;
        await SendSignalAsync(signal);
        return await WaitForLogAsync(answer, before);
    }

    /// <summary>Waits until a text is printed. Other data from the server may arrive earlier.</summary>
    /// <returns>The output until then.</returns>
    public async Task<string> WaitForOutputAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HangGuard; await Task.Delay(10))
        {
            if (Output.Contains(text, StringComparison.Ordinal))
            {
                return Output;
            }
        }

        throw new TimeoutException($"'{text}' was not printed: {Output}");
    }

    /// <summary>Waits until a text is logged.</summary>
    /// <param name="answer">The text.</param>
    /// <param name="before">The position in the log to search from.</param>
    /// <returns>What was logged from there on.</returns>
    public async Task<string> WaitForLogAsync(string answer, int before = 0)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HangGuard; await Task.Delay(10))
        {
            string since = Errors[before..];
            if (since.Contains(answer, StringComparison.Ordinal))
            {
                return since;
            }
        }

        throw new TimeoutException($"no '{answer}' was logged: {Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex("cg_[A-Za-z0-9_-]{43}")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("listens on (https?://[^ ,]+)")]
    private static partial Regex ListeningPattern();

    private static string Read(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    private async Task SendSignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Note(StringBuilder lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Append(line).Append('\n');
        }

        if (ListeningPattern().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(match.Groups[1].Value);
        }
    }
}
