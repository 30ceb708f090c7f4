using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>Hosts and targets of requests: forms that another reader could understand differently are refused.</summary>
public class RequestLineTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>RFC 9112, section 3.2: anything that is not a host gets 400.</summary>
    [Theory]
    [InlineData("a:b:c")]
    [InlineData(":::")]
    [InlineData(":80")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("a]")]
    [InlineData("[::1]x")]
    [InlineData("[::1")]
    [InlineData("[zz]")]
    [InlineData("[::::]")]
    [InlineData("[1.2.3.4]")]
    [InlineData("[:.:.:]")]
    [InlineData("a:8o")]
    [InlineData("a:-1")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a@b")]
    [InlineData("a?b")]
    [InlineData("a,b")]
    [InlineData("\u00e9")]
    public async Task No_host_is_refused(string host) => Assert.Equal("400", await StatusAsync("POST", "/v1/process", host));

    [Theory]
    [InlineData("x")]
    [InlineData("x:80")]
    [InlineData("a.b-c.example:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:8080")]
    [InlineData("[::ffff:1.2.3.4]")]
    public async Task A_host_is_taken(string host) => Assert.Equal("401", await StatusAsync("POST", "/v1/process", host));

    /// <summary>RFC 9110, section 9.1: methods are case-sensitive.</summary>
    [Theory]
    [InlineData("post", "/v1/process")]
    [InlineData("Post", "/v1/process")]
    [InlineData("POSt", "/v1/explain")]
    [InlineData("get", "/healthz")]
    [InlineData("head", "/readyz")]
    [InlineData("gET", "/v1/incidents")]
    [InlineData("put", "/v1/tokens/x/debug")]
    [InlineData("delete", "/v1/session")]
    public async Task A_method_in_other_letters_is_another_method(string method, string path) => Assert.Equal("405", await StatusAsync(method, path, "x"));

    private async Task<string> StatusAsync(string method, string path, string host)
    {
        string answer = await RawHttp.ExchangeAsync(server.Server.Address, $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        return answer.Substring("HTTP/1.1 ".Length, 3);
    }
}
