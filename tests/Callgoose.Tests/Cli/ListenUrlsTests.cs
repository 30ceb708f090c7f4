using Callgoose.Cli;

namespace Callgoose.Tests.Cli;

public class ListenUrlsTests
{
    [Fact]
    public void Several_addresses_stand_with_semicolons_between_them()
    {
        Assert.Equal(["http://127.0.0.1:8080", "https://[::1]:0"], ListenUrls.Parse("http://127.0.0.1:8080; https://[::1]:0;"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:8080/path")]
    [InlineData("https://127.0.0.1:8443/path")]
    [InlineData("http://myhost:8080")]
    [InlineData("http://nohost.invalid")]
    public void What_cannot_be_listened_on_is_refused(string text)
    {
        Assert.Throws<UsageException>(() => ListenUrls.Parse(text));
    }
}
