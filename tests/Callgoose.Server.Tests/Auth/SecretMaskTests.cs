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
    public void Whatever_begins_like_a_token_is_hidden(string text, string expected)
    {
        Assert.Equal(expected, SecretMask.Apply(text));
    }
}
