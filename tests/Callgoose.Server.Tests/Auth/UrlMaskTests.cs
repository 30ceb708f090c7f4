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
    [InlineData("?from=x&auth=%63g_AbC-123&y=%41", "/v1/process?from=x&auth=cg_...&y=%41")]
    [InlineData("?from=cg%5FAbC-123&y=1", "/v1/process?from=cg_...&y=1")]
    [InlineData("?from=cg_AbC%2D123", "/v1/process?from=cg_...")]
    [InlineData("?from=%2563g_AbC", "/v1/process?from=cg_...")]
    [InlineData("?cg%5fAbC=1", "/v1/process?cg_...=1")]
    [InlineData("?%2574oken=secret", "/v1/process?%2574oken=***")]
    [InlineData("?token%20=secret", "/v1/process?token%20=***")]
    [InlineData("?from=BetterStack?token=secret", "/v1/process?from=BetterStack?token=***")]
    [InlineData("?from=BetterStack;token=secret;x=1", "/v1/process?from=BetterStack;token=***;x=1")]
    [InlineData("?genieKey=secret&apiKey=secret", "/v1/process?genieKey=***&apiKey=***")]
    [InlineData("?routing%5Fkey=secret&service_key=secret&API_KEY=secret&Token=secret", "/v1/process?routing%5Fkey=***&service_key=***&API_KEY=***&Token=***")]
    [InlineData("?&=&;?x", "/v1/process?&=&;?x")]
    public void No_token_is_left(string query, string url) => Assert.Equal(url, UrlMask.Apply("/v1/process", query));
}
