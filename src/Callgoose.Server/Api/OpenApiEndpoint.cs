using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /openapi.json</c>: the document that describes the whole HTTP surface. It is maintained by hand beside this file.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>Answers with the document.</summary>
    public static async Task ShowAsync(HttpContext context)
    {
        await using Stream document = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Length;
        await document.CopyToAsync(context.Response.Body);
    }
}
