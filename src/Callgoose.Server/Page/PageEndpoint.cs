using System.Collections.Frozen;
using System.Reflection;
using Callgoose.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Callgoose.Page;

/// <summary>Serves the web page: <c>/</c>, and its scripts and styles below <c>/page/</c>. The page gets all its data from the API.</summary>
internal sealed class PageEndpoint
{
    /// <summary>
    /// The page may load from, send to and be framed by this server only. No text can become a script, and inline scripts and styles have
    /// no effect.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string ResourcePrefix = "page/";

    /// <summary>The files, read on the first request: most servers only receive webhooks.</summary>
    private readonly Lazy<FrozenDictionary<string, PageFile>> files = new(Load);

    /// <summary>Answers with a file, or with 304 if the browser has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name of the file.</param>
    public async Task ShowAsync(HttpContext context, string name)
    {
        if (!files.Value.TryGetValue(name, out PageFile? file))
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.NotFound);
            return;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = file.ETag;
        headers.Vary = HeaderNames.AcceptEncoding;

        // The browser always asks but seldom downloads: a new executable brings a new page at once.
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.Headers.IfNoneMatch.Any(given => given is not null && given.Contains(file.ETag, StringComparison.Ordinal)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool takesGzip = context.Request.Headers.AcceptEncoding.Any(
            static given => given is not null && given.Contains("gzip", StringComparison.OrdinalIgnoreCase) && !given.Contains("gzip;q=0,", StringComparison.OrdinalIgnoreCase));
        byte[] body = takesGzip ? file.Gzip : file.Decompress();
        if (takesGzip)
        {
            headers.ContentEncoding = "gzip";
        }

        headers.ContentType = file.ContentType;
        headers.ContentLength = body.Length;
        if (!RequestMethod.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(body);
        }
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        Assembly assembly = typeof(PageEndpoint).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(static name => name[ResourcePrefix.Length..])
            .ToFrozenDictionary(static name => name, name => new PageFile(name, Read(assembly, ResourcePrefix + name)));
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
