using Callgoose.Http;

namespace Callgoose.Server.Tests.Http;

public class QueryParametersTests
{
    [Theory]
    [InlineData("?from=A&token=B", "from", "A")]
    [InlineData("?from=A&token=B", "token", "B")]
    [InlineData("from=A", "from", "A")]
    [InlineData("?from=first&from=second", "from", "first")]
    [InlineData("?from=", "from", "")]
    [InlineData("?from", "from", "")]
    [InlineData("?from=a=b", "from", "a=b")]
    [InlineData("?x=from&from=y", "from", "y")]
    [InlineData("?&&from=y", "from", "y")]
    public void The_first_parameter_of_a_name_is_found(string query, string name, string expected)
    {
        Assert.True(QueryParameters.TryFind(query, name, out ReadOnlySpan<char> value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?fromage=1")]
    [InlineData("?From=1")]
    [InlineData("?a=from")]
    public void A_name_that_is_not_there_is_not_found(string query)
    {
        Assert.False(QueryParameters.TryFind(query, "from", out _));
    }
}
