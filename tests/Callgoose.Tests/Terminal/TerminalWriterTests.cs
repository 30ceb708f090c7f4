using Callgoose.Terminal;

namespace Callgoose.Tests.Terminal;

/// <summary>The last step before the terminal: all output of a command goes through it.</summary>
public class TerminalWriterTests
{
    private const string Hostile = "a\u001b]0;title\u0007\u202eb\r\u009b31m\tc\n";
    private const string Tame = "a ]0;title  b  31m\tc\n";

    private static readonly Action<TextWriter>[] Ways =
    [
        static writer => writer.Write(Hostile),
        static writer => writer.Write(Hostile.ToCharArray()),
        static writer => writer.Write(Hostile.AsSpan()),
        static writer => writer.Write("{0}", Hostile),
        static writer => writer.WriteLine(Hostile[..^1]),
        static writer => writer.WriteLine((object)Hostile[..^1]),
        static writer => writer.WriteAsync(Hostile).GetAwaiter().GetResult(),
        static writer => writer.WriteLineAsync(Hostile[..^1]).GetAwaiter().GetResult(),
        static writer => Array.ForEach(Hostile.ToCharArray(), writer.Write),
    ];

    [Fact]
    public void Nothing_that_is_obeyed_passes() => Assert.All(Ways, static write =>
    {
        using var text = new StringWriter();
        using var writer = new TerminalWriter(text, isTerminal: true);
        write(writer);

        Assert.Equal(Tame, text.ToString());
    });

    [Fact]
    public void The_sequences_of_the_program_itself_pass_on_a_terminal_only()
    {
        Assert.Equal("\r\u001b[K\u001b[32mgood\u001b[0m", Written("\r\u001b[K\u001b[32mgood\u001b[0m", isTerminal: true));
        Assert.Equal("  [K [32mgood [0m", Written("\r\u001b[K\u001b[32mgood\u001b[0m", isTerminal: false));
        Assert.Equal(" [8mhidden \u001b[0m", Written("\u001b[8mhidden\r\u001b[0m", isTerminal: true));
    }

    private static string Written(string text, bool isTerminal)
    {
        using var output = new StringWriter();
        using var writer = new TerminalWriter(output, isTerminal);
        writer.Write(text);
        return output.ToString();
    }
}
