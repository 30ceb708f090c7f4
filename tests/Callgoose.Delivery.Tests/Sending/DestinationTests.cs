using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Sending;
using Callgoose.Destinations;

namespace Callgoose.Delivery.Tests.Sending;

/// <summary>A value behind a reference must meet the same rules as a value in the file, and is never shown.</summary>
public sealed class DestinationTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("hunter2", "is not an http or https address; write one such as https://example.com/hook")]
    [InlineData("https://hunter2@example.com/", "has a user or a password in it, which would not be sent; write it without them, and use what the tool has instead: a URL that is secret, or a token")]
    [InlineData("https://example.com/hunter2\nsecond", "has a line break or another control character in it; write it without")]
    [InlineData("", null)]
    public void A_destination_whose_url_cannot_be_one_is_broken(string content, string? fault)
    {
        File.WriteAllText(file, content + "\n");

        var destination = new Destination(Of("Slack", $"file:{file}"));

        Assert.Equal(fault is null ? $"its setting \"url\" is missing: the file {file} is empty" : $"its setting \"url\", which the file {file} gives, {fault}", destination.Fault);
        Assert.DoesNotContain("hunter2", destination.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_whose_url_is_one_is_not_broken()
    {
        File.WriteAllText(file, "https://example.com/hook\r\n");

        Assert.Null(new Destination(Of("Slack", $"file:{file}")).Fault);
    }

    [Fact]
    public void A_secret_that_cannot_sign_makes_its_destination_broken()
    {
        File.WriteAllText(file, "whsec_hunter2!");

        var destination = new Destination(Of("Webhook", "https://example.com/") with { Secrets = [SettingReference.Parse($"file:{file}")] });

        Assert.Equal($"its setting \"secrets\", which the file {file} gives, begins with whsec_, and what follows is not base64; copy the whole secret", destination.Fault);
    }

    [Fact]
    public void A_proxy_that_cannot_be_one_makes_what_goes_through_it_broken()
    {
        File.WriteAllText(file, "hunter2");

        var destination = new Destination(Of("Webhook", "https://example.com/") with { Proxy = SettingReference.Parse($"file:{file}") });

        Assert.Equal($"its setting \"delivery.proxy\", which the file {file} gives, is not an http or https address; write one such as https://example.com/hook", destination.Fault);
    }

    private static DestinationSettings Of(string kind, string url) => new()
    {
        Name = "d",
        Kind = DestinationKinds.Find(kind)!,
        Values = [SettingReference.Parse(url)],
    };
}
