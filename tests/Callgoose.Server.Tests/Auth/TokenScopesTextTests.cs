using Callgoose.Auth;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

public class TokenScopesTextTests
{
    [Fact]
    public void Scopes_read_back_as_they_were_written()
    {
        TokenScopes all = TokenScopes.Process | TokenScopes.Read | TokenScopes.Admin;

        Assert.Equal("process,read,admin", all.ToText());
        Assert.True(TokenScopesText.TryParse("admin, process,read", out TokenScopes scopes, out _));
        Assert.Equal(all, scopes);
    }

    [Theory]
    [InlineData("proces", "proces")]
    [InlineData("read,", "")]
    [InlineData("read,Admin", "Admin")]
    public void What_is_no_scope_is_named(string text, string expected)
    {
        Assert.False(TokenScopesText.TryParse(text, out _, out string? unknown));
        Assert.Equal(expected, unknown);
    }
}
