using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>
/// Tells what a long command is at: on a terminal in one line that counts the seconds, and goes in the end; elsewhere a line for
/// each step.
/// </summary>
internal sealed class Progress : IDisposable
{
    /// <summary>Longer steps would break the line, and it could not be cleared.</summary>
    private const int MaxWidth = 100;

    private readonly Lock gate = new();
    private readonly TextWriter errors;
    private readonly Timer? ticks;
    private string step = string.Empty;
    private DateTime began;
    private bool ended;

    private Progress(TextWriter errors, bool isTerminal)
    {
        this.errors = errors;
        ticks = isTerminal ? new Timer(_ => Show(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) : null;
    }

    /// <summary>Begins to tell, on standard error.</summary>
    public static Progress Start(TextWriter errors) =>
        new(errors, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    /// <summary>The next step begins.</summary>
    public void Begin(string what)
    {
        if (ticks is null)
        {
            errors.WriteLine(what);
            return;
        }

        lock (gate)
        {
            step = what.Length <= MaxWidth ? what : what[..MaxWidth] + "…";
            began = DateTime.UtcNow;
        }

        Show();
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (ticks is null)
        {
            return;
        }

        ticks.Dispose();
        lock (gate)
        {
            ended = true;
            errors.Write(Style.ClearLine);
        }
    }

    private void Show()
    {
        lock (gate)
        {
            if (!ended && step.Length > 0)
            {
                errors.Write($"{Style.ClearLine}{step} ({(int)(DateTime.UtcNow - began).TotalSeconds} s)");
            }
        }
    }
}
