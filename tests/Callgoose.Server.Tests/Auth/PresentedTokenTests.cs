using Callgoose.Auth;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Auth;

public class PresentedTokenTests
{
    [Theory]
    [InlineData("Bearer cg_1", null, "", "cg_1")]
    [InlineData("bEaReR   cg_1  ", null, "", "cg_1")]
    [InlineData(null, " cg_2 ", "", "cg_2")]
    [InlineData(null, null, "?token=cg_3", "cg_3")]
    [InlineData(null, null, "?token=cg%5f3", "cg_3")]
    [InlineData("Bearer cg_1", "cg_2", "?token=cg_3", "cg_1")]
    [InlineData(null, "cg_2", "?token=cg_3", "cg_2")]
    public void The_first_form_that_is_present_gives_the_token(string? authorization, string? own, string query, string expected)
    {
        Assert.Equal(expected, Find(authorization, own, query));
    }

    [Fact]
    public void An_authorization_of_another_scheme_does_not_count_as_present()
    {
        Assert.Equal("cg_2", Find("Basic Zm9vOmJhcg==", "cg_2", ""));
        Assert.Equal("cg_2", Find("Bearerless cg_1", "cg_2", ""));
    }

    [Theory]
    [InlineData("Bearer", "cg_2")]
    [InlineData("Bearer ", "cg_2")]
    public void An_empty_bearer_token_is_present_and_wrong(string authorization, string own)
    {
        Assert.Equal("", Find(authorization, own, ""));
    }

    [Fact]
    public void A_query_token_that_decodes_to_more_than_any_token_has_is_none()
    {
        Assert.Equal("", Find(null, null, "?token=%41" + new string('a', 500)));
        Assert.Equal("", Find(null, null, "?token=%41" + new string('€', 100)));
    }

    private static string Find(string? authorization, string? own, string query)
    {
        var request = new HttpRequestFeature { QueryString = query };
        if (authorization is not null)
        {
            request.Headers.Authorization = authorization;
        }

        if (own is not null)
        {
            request.Headers["X-Callgoose-Auth"] = own;
        }

        return PresentedToken.Find(request, new char[PresentedToken.MaxLength]).ToString();
    }
}
