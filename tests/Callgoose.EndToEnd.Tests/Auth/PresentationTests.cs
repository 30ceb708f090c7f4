using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>The ways to send a token, and which of them wins (ProcessApi.md 2). RIGHT and WRONG stand for tokens.</summary>
public class PresentationTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Wrong = "cg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData("Bearer RIGHT", null, null)]
    [InlineData("bearer RIGHT", null, null)]
    [InlineData("BEARER RIGHT", null, null)]
    [InlineData("bEaReR \t  RIGHT  ", null, null)]
    [InlineData(null, "RIGHT", null)]
    [InlineData(null, "  RIGHT\t", null)]
    [InlineData(null, null, "RIGHT")]
    [InlineData("Bearer RIGHT", "WRONG", "WRONG")]
    [InlineData(null, "RIGHT", "WRONG")]
    [InlineData("Basic dXNlcjpwYXNz", "RIGHT", null)]
    [InlineData("Basic dXNlcjpwYXNz", null, "RIGHT")]
    [InlineData("Bearers WRONG", null, "RIGHT")]
    public async Task A_token_is_taken_from_the_first_place_that_has_one(string? authorization, string? own, string? query)
    {
        Reply reply = await SendAsync(authorization, own, query);

        Assert.Equal(HttpStatusCode.Created, reply.Status);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("Bearer WRONG", null, null)]
    [InlineData("Bearer WRONG", "RIGHT", "RIGHT")]
    [InlineData("Bearer WRONG", "RIGHT", null)]
    [InlineData("Bearer WRONG", null, "RIGHT")]
    [InlineData("bearer WRONG", "RIGHT", null)]
    [InlineData(null, "WRONG", "RIGHT")]
    [InlineData("Basic RIGHT", null, null)]
    [InlineData("RIGHT", null, null)]
    [InlineData("Token RIGHT", null, null)]
    [InlineData(null, "Bearer RIGHT", null)]
    [InlineData("Bearer RIGHT RIGHT", null, null)]
    [InlineData(null, null, "WRONG&token=RIGHT")]
    public async Task A_wrong_token_in_the_first_place_is_not_made_good_by_a_right_one_after_it(string? authorization, string? own, string? query)
    {
        Reply reply = await SendAsync(authorization, own, query);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
    }

    [Fact]
    public async Task A_percent_encoded_token_in_the_query_is_the_token()
    {
        string encoded = string.Concat(server.Token.Select(static c => $"%{(int)c:x2}"));

        // An HTTP client would undo unnecessary escapes; the socket sends them as they are.
        string answer = await RawHttp.ExchangeAsync(
            server.Server.Address, $"GET /v1/incidents?token={encoded} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private async Task<Reply> SendAsync(string? authorization, string? own, string? query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ProcessApi.Path + (query is null ? "" : "&token=" + Filled(query)));
        request.Content = new StringContent(Payloads.Started(Guid.NewGuid().ToString()));
        if (authorization is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", Filled(authorization)));
        }

        if (own is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("X-Callgoose-Auth", Filled(own)));
        }

        using HttpClient http = server.Server.Client();
        using HttpResponseMessage response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    private string Filled(string text) =>
        text.Replace("RIGHT", server.Token, StringComparison.Ordinal).Replace("WRONG", Wrong, StringComparison.Ordinal);
}
