using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>A monitoring tool that runs on a free local port, killed when the test ends.</summary>
public sealed class Tool : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder printed = new();

    private Tool(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits for a line of its output.</summary>
    /// <param name="ready">The text that shows that it is ready.</param>
    /// <param name="command">The command; <c>PORT</c> stands for a free port.</param>
    public static async Task<Tool> StartAsync(string ready, params string[] command)
    {
        int port = FreePort();
        ProcessStartInfo start = Start.Of([.. command.Select(part => part.Replace("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))]);
        var tool = new Tool(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(20))
        {
            if (tool.Printed.Contains(ready, StringComparison.Ordinal))
            {
                return tool;
            }
        }

        string text = tool.Printed;
        tool.Dispose();
        throw new TimeoutException($"{command[0]} is not ready: {text}");
    }

    /// <summary>Its output so far.</summary>
    public string Printed
    {
        get
        {
            lock (printed)
            {
                return printed.ToString();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        lock (printed)
        {
            printed.AppendLine(line);
        }
    }
}
