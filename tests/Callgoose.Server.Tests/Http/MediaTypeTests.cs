using Callgoose.Http;

namespace Callgoose.Server.Tests.Http;

public class MediaTypeTests
{
    [Theory]
    [InlineData(null, "Unstated")]
    [InlineData("  ", "Unstated")]
    [InlineData("application/json", "Json")]
    [InlineData("Application/JSON; charset=utf-8", "Json")]
    [InlineData("application/vnd.tool+json", "Json")]
    [InlineData("text/plain", "Text")]
    [InlineData("TEXT/html;charset=utf-8", "Text")]
    [InlineData("application/xml", "Text")]
    [InlineData("application/soap+xml", "Text")]
    [InlineData("application/x-www-form-urlencoded", "Form")]
    [InlineData("multipart/form-data; boundary=x", "Multipart")]
    [InlineData("application/x-ndjson", "JsonLines")]
    [InlineData("application/javascript", "Text")]
    [InlineData("application/octet-stream", "Other")]
    [InlineData("application/jsonx", "Other")]
    [InlineData("image/png", "Other")]
    [InlineData("json", "Other")]
    public void Media_types_are_told_apart(string? contentType, string expected)
    {
        Assert.Equal(expected, MediaType.Classify(contentType).ToString());
    }
}
