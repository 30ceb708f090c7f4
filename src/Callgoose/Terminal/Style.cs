namespace Callgoose.Terminal;

/// <summary>Colours, on a terminal only and never where <c>NO_COLOR</c> is set (no-color.org).</summary>
internal sealed class Style
{
    /// <summary>Clears the line that is being written.</summary>
    public const string ClearLine = "\r\e[K";

    /// <summary>Clears the screen and begins at its top.</summary>
    public const string ClearScreen = "\e[H\e[2J";

    private const string Plain = "\e[0m";
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Bold = "\e[1m";
    private const string Dim = "\e[2m";

    private readonly bool isOn;

    private Style(bool isOn)
    {
        this.isOn = isOn;
    }

    /// <summary>Everything that the program itself tells a terminal to do.</summary>
    public static IReadOnlyList<string> Sequences { get; } = [ClearLine, ClearScreen, Plain, Green, Red, Bold, Dim];

    /// <summary>For standard output as it is.</summary>
    public static Style OfOutput { get; } =
        new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>None, for files and tests.</summary>
    public static Style None { get; } = new(false);

    /// <summary>What went well.</summary>
    public string Good(string text) => Wrap(text, Green);

    /// <summary>What did not.</summary>
    public string Bad(string text) => Wrap(text, Red);

    /// <summary>What stands out.</summary>
    public string Strong(string text) => Wrap(text, Bold);

    /// <summary>What is beside the point.</summary>
    public string Faint(string text) => Wrap(text, Dim);

    private string Wrap(string text, string sequence) => isOn ? sequence + text + Plain : text;
}
