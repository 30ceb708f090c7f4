using System.IO.Compression;
using System.Security.Cryptography;

namespace Callgoose.Page;

/// <summary>A file of the web page. It is in the executable compressed, as browsers take it.</summary>
internal sealed class PageFile
{
    /// <summary>Takes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gzip">Its contents, compressed.</param>
    public PageFile(string name, byte[] gzip)
    {
        Gzip = gzip;
        ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(gzip).AsSpan(0, 8))}\"";
    }

    /// <summary>The contents, compressed.</summary>
    public byte[] Gzip { get; }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>Another one for other contents.</summary>
    public string ETag { get; }

    /// <summary>The contents, for the rare client that takes nothing compressed.</summary>
    public byte[] Decompress()
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(Gzip), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
