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
    [InlineData("cg_AbC%", "cg_...")]
    [InlineData("cg_AbC%2", "cg_...")]
    [InlineData("cg_AbC%zzDEF&x=%zz", "cg_...&x=%zz")]
    [InlineData("CG_AbC Cg%5fAbC", "cg_... cg_...")]
    [InlineData("%25%36%33%25%36%37%25%35%46%25%34%31&x=1", "cg_...&x=1")]
    [InlineData("%2%35%36%33g_A", "cg_...")]
    [InlineData("%", "%")]
    [InlineData("%25", "%25")]
    [InlineData("%63", "%63")]
    [InlineData("%63g", "%63g")]
    [InlineData("100%25 of cg%", "100%25 of cg%")]
    public void Whatever_begins_like_a_token_is_hidden(string text, string expected)
    {
        Assert.Equal(expected, SecretMask.Apply(text));
    }

    [Theory]
    [InlineData("/v1/0123456789abcdef?x=0123456789ABCDEF0", "/v1/***?x=***0")]
    [InlineData("%30123456789abcde%66 %25%33%30123456789abcdef", "*** ***")]
    [InlineData("0123456789abcde", "0123456789abcde")]
    public void Copies_of_a_known_token_are_hidden(string text, string expected)
    {
        Assert.Equal(expected, SecretMask.Apply(text, "0123456789abcdef"));
    }
}
