using Callgoose.Auth;

namespace Callgoose.Server.Tests.Auth;

public class SecretMaskTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("nothing here", "nothing here")]
    [InlineData("'cg_fsV0oSr4bYyMlYdj9y0Bd24wSqgPmQ_inDBcxD3WRG4' is no id", "'cg_...' is no id")]
    [InlineData("--token=cg_a-b_c", "--token=cg_...")]
    [InlineData("cg_a cg_b", "cg_... cg_...")]
    [InlineData("cg_", "cg_...")]
    [InlineData("cg%5FAbC-1 23", "cg_... 23")]
    [InlineData("%63%67%5fAbC&x", "cg_...&x")]
    [InlineData("%2563g%255FAbC", "cg_...")]
    [InlineData("%25252563g_AbC", "cg_...")]
    [InlineData("cg_AbC%2D123", "cg_...")]
    [InlineData("cg_AbC%20123&y=%41", "cg_...&y=%41")]
    [InlineData("cg_AbC%252D123/x", "cg_.../x")]
    [InlineData("cg_AbC%", "cg_...%")]
    [InlineData("cg_AbC%2", "cg_...%2")]
    [InlineData("%", "%")]
    [InlineData("%25", "%25")]
    [InlineData("%63", "%63")]
    [InlineData("%63g", "%63g")]
    [InlineData("100%25 of cg%", "100%25 of cg%")]
    public void Whatever_begins_like_a_token_is_hidden(string text, string expected)
    {
        Assert.Equal(expected, SecretMask.Apply(text));
    }
}
