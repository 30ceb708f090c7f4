using Callgoose.Cli;

namespace Callgoose.Tests.Cli;

public class AgeTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1800)]
    [InlineData("12h", 43200)]
    [InlineData("90d", 7776000)]
    [InlineData("2w", 1209600)]
    public void A_number_and_a_unit_are_a_length_of_time(string text, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Age.Parse(text, "--expires"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("90")]
    [InlineData("-1d")]
    [InlineData("0d")]
    [InlineData("1.5h")]
    [InlineData("1y")]
    [InlineData("99999999w")]
    public void Anything_else_is_refused_with_the_option_and_an_example(string text)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => Age.Parse(text, "--expires"));

        Assert.Contains("--expires", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("90d", refusal.Message, StringComparison.Ordinal);
    }
}
