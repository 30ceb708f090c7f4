namespace Callgoose.Terminal;

/// <summary>Colours, only on a terminal and never if <c>NO_COLOR</c> is set (no-color.org).</summary>
internal sealed class Style
{
    /// <summary>Clears the current line.</summary>
    public const string ClearLine = "\r\e[K";

    /// <summary>Clears the screen and moves to its top.</summary>
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

    /// <summary>All terminal sequences that the program uses.</summary>
    public static IReadOnlyList<string> Sequences { get; } = [ClearLine, ClearScreen, Plain, Green, Red, Bold, Dim];

    /// <summary>The style for standard output.</summary>
    public static Style OfOutput { get; } =
        new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>No colours, for files and tests.</summary>
    public static Style None { get; } = new(false);

    /// <summary>Marks success.</summary>
    public string Good(string text) => Wrap(text, Green);

    /// <summary>Marks failure.</summary>
    public string Bad(string text) => Wrap(text, Red);

    /// <summary>Emphasizes a text.</summary>
    public string Strong(string text) => Wrap(text, Bold);

    /// <summary>Dims a less important text.</summary>
    public string Faint(string text) => Wrap(text, Dim);

    private string Wrap(string text, string sequence) => isOn ? sequence + text + Plain : text;
}
