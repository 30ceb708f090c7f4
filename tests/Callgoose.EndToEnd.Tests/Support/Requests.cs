using System.Text;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Requests that a test builds byte by byte.</summary>
public static class Requests
{
    /// <summary>Posts bytes with a content type, or with none.</summary>
    public static async Task<Reply> PostAsync(
        this HttpClient http, byte[] body, string? contentType = "application/json", string path = ProcessApi.Path, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", contentType));
        }

        if (encoding is not null)
        {
            Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
        }

        using HttpResponseMessage response = await http.PostAsync(path, content);
        return await Reply.OfAsync(response);
    }

    /// <summary>Posts text as UTF-8.</summary>
    public static Task<Reply> PostAsync(
        this HttpClient http, string body, string? contentType = "application/json", string path = ProcessApi.Path, string? encoding = null) =>
        http.PostAsync(Encoding.UTF8.GetBytes(body), contentType, path, encoding);
}
