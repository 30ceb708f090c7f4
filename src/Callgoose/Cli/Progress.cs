using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>
/// Shows the progress of a long command: on a terminal in one line that counts the seconds and disappears at the end; elsewhere one line per
/// step.
/// </summary>
internal sealed class Progress : IDisposable
{
    /// <summary>The maximum width. A longer text would wrap, and then the line could not be cleared.</summary>
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

    /// <summary>Starts to show progress on standard error.</summary>
    public static Progress Start(TextWriter errors) =>
        new(errors, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    /// <summary>Begins the next step.</summary>
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

    /// <summary>Clears the line.</summary>
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
