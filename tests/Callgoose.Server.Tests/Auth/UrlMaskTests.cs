using Callgoose.Auth;

namespace Callgoose.Server.Tests.Auth;

public class UrlMaskTests
{
    [Theory]
    [InlineData("", "/v1/process")]
    [InlineData("?", "/v1/process")]
    [InlineData("?from=BetterStack", "/v1/process?from=BetterStack")]
    [InlineData("?token=secret&from=x", "/v1/process?token=***&from=x")]
    [InlineData("?from=x&%74oken=secret&token=other", "/v1/process?from=x&%74oken=***&token=***")]
    [InlineData("?token", "/v1/process?token")]
    [InlineData("?from=cg_AbC-123", "/v1/process?from=cg_...")]
    [InlineData("?from=x&auth=%63g_AbC-123&y=%41", "/v1/process?from=x&***&y=%41")]
    public void No_token_is_left(string query, string url) => Assert.Equal(url, UrlMask.Apply("/v1/process", query));
}
