using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary>Requests as a browser sends them: with a session cookie and their origin.</summary>
public static class Browser
{
    /// <summary>Signs in.</summary>
    /// <returns>The answer, and its cookie in the form that a browser sends back.</returns>
    public static async Task<(Reply Reply, string? Cookie)> SignInAsync(this HttpClient http, string token, params (string Name, string Value)[] headers)
    {
        Reply reply = await http.SendAsync(HttpMethod.Post, "/v1/session", null, $$"""{"token":"{{token}}"}""", headers);
        string? set = reply.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values) ? values.Single() : null;
        return (reply, set?.Split(';')[0]);
    }

    /// <summary>Sends a request with a cookie.</summary>
    public static async Task<Reply> SendAsync(
        this HttpClient http, HttpMethod method, string path, string? cookie, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>A client that keeps no cookies, so that each test states what it sends.</summary>
    public static HttpClient Create(TestServer server) =>
        new(new HttpClientHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Server.Address };
}
