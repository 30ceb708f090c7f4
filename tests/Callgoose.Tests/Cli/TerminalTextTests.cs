using Callgoose.Terminal;

namespace Callgoose.Tests.Cli;

public class TerminalTextTests
{
    private const string Hostile = "a\u001b[2Jb\nc\td\re\u0000f\u009b31mg\u007fü🐝";

    [Fact]
    public void A_line_has_no_control_characters() => Assert.Equal("a [2Jb c d e f 31mg ü🐝", TerminalText.Line(Hostile));

    [Fact]
    public void A_block_keeps_its_lines_and_tabs() => Assert.Equal("a [2Jb\nc\td e f 31mg ü🐝", TerminalText.Block(Hostile));
}
