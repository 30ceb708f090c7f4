namespace Callgoose.Schema.Tests;

/// <summary>How a key is split into steps (Catalog/README.md 2).</summary>
public class KeyStepTests
{
    [Theory]
    [InlineData("id", "id", null, "")]
    [InlineData("monitor.id", "monitor", null, "id")]
    [InlineData("a.b.c", "a", null, "b.c")]
    [InlineData("a..b", "a", null, ".b")]
    [InlineData(".a", ".a", null, "")]
    [InlineData("a.", "a.", null, "")]
    [InlineData("alerts[0].id", "alerts", null, "[0].id")]
    [InlineData("alerts[0]", "alerts", null, "[0]")]
    [InlineData("[0].id", "", 0, "id")]
    [InlineData("[12][3]", "", 12, "[3]")]
    [InlineData("[999]", "", 999, "")]
    [InlineData("0.id", "0", 0, "id")]
    [InlineData("7", "7", 7, "")]
    [InlineData("999.x", "999", 999, "x")]
    [InlineData("1000.x", "1000", null, "x")]
    [InlineData("99999999999.x", "99999999999", null, "x")]
    [InlineData("00.x", "00", null, "x")]
    [InlineData("٣.x", "٣", null, "x")]
    [InlineData("a[x].b", "a[x]", null, "b")]
    [InlineData("[x].b", "[x].b", null, "")]
    [InlineData("[0]x", "[0]x", null, "")]
    [InlineData("[0].", "[0].", null, "")]
    [InlineData("a[", "a[", null, "")]
    [InlineData("a[]", "a[]", null, "")]
    public void The_first_step_is_a_name_or_an_index(string key, string name, int? index, string rest)
    {
        var step = KeyStep.First(key);

        Assert.Equal((name, index, rest), (step.Name, step.Index, step.Rest));
        Assert.Equal(name.Length == 0, step.IsBracket);
    }
}
