using System.IO.Compression;
using System.Security.Cryptography;

namespace Callgoose.Page;

/// <summary>A file of the web page. The executable holds it compressed, the way browsers accept it.</summary>
internal sealed class PageFile
{
    /// <summary>Wraps a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gzip">Its content, compressed.</param>
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

    /// <summary>The compressed content.</summary>
    public byte[] Gzip { get; }

    /// <summary>The media type.</summary>
    public string ContentType { get; }

    /// <summary>A tag that changes with the content.</summary>
    public string ETag { get; }

    /// <summary>Returns the uncompressed content, for the rare client that accepts no compression.</summary>
    public byte[] Decompress()
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(Gzip), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
