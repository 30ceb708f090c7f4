using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Everything of an answer that a test may look at.</summary>
public sealed record Reply(HttpStatusCode Status, string? MediaType, byte[] Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Reads an answer, which may be anything except an error of the server itself.</summary>
    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        Assert.True((int)response.StatusCode < 500, Encoding.UTF8.GetString(body));
        return new Reply(response.StatusCode, response.Content.Headers.ContentType?.ToString(), body, response.Headers, response.Content.Headers);
    }
}
