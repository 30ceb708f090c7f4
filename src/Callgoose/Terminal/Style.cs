namespace Callgoose.Terminal;

/// <summary>Colours, on a terminal only and never where <c>NO_COLOR</c> is set (no-color.org).</summary>
internal sealed class Style
{
    private readonly bool isOn;

    private Style(bool isOn)
    {
        this.isOn = isOn;
    }

    /// <summary>For standard output as it is.</summary>
    public static Style OfOutput { get; } =
        new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>None, for files and tests.</summary>
    public static Style None { get; } = new(false);

    /// <summary>What went well.</summary>
    public string Good(string text) => Wrap(text, "32");

    /// <summary>What did not.</summary>
    public string Bad(string text) => Wrap(text, "31");

    /// <summary>What stands out.</summary>
    public string Strong(string text) => Wrap(text, "1");

    /// <summary>What is beside the point.</summary>
    public string Faint(string text) => Wrap(text, "2");

    private string Wrap(string text, string code) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}
