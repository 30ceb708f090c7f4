using Callgoose.Terminal;

namespace Callgoose.Tests.Cli;

public class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_no_cell_breaks_a_line()
    {
        var table = new TextTable("ID", "NAME");
        table.Add("1", "two\nlines");
        table.Add("1000", "");

        Assert.Equal("ID    NAME\n1     two lines\n1000\n", table.ToString());
    }
}
