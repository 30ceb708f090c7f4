using Callgoose.Delivery.Configuration;

namespace Callgoose.Delivery.Tests.Sending;

/// <summary>The places that hold the values of settings.</summary>
public class SettingReferenceTests
{
    [Fact]
    public void A_variable_that_is_not_set_is_named_and_nothing_else_is()
    {
        bool found = SettingReference.Parse("env:NO_SUCH_VARIABLE_OF_THIS_TEST").TryRead(out string value, out string? fault);

        Assert.False(found);
        Assert.Empty(value);
        Assert.Equal("the environment variable NO_SUCH_VARIABLE_OF_THIS_TEST is not set", fault);
    }

    [Fact]
    public void A_file_gives_its_text_without_the_line_break_at_its_end()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "secret\n");

            Assert.True(SettingReference.Parse("file:" + file).TryRead(out string value, out _));
            Assert.Equal("secret", value);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
