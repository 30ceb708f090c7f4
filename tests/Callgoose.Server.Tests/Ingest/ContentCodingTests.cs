using System.IO.Compression;
using System.Text;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;

namespace Callgoose.Server.Tests.Ingest;

public class ContentCodingTests
{
    private const int Limit = 100_000;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"status\":\"Started\"}\n", 2000)));

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public void A_compressed_body_is_replaced_by_its_text(string coding)
    {
        TextArena body = Compressed(coding, Text);

        Assert.Null(ContentCoding.Decompress(body, KindOf(coding), Limit));

        Assert.True(body.Written.SequenceEqual(Text));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void A_body_that_grows_past_the_limit_is_refused_without_growing_further(string coding)
    {
        TextArena body = Compressed(coding, new byte[50_000_000]);

        Assert.Equal(413, ContentCoding.Decompress(body, KindOf(coding), Limit)?.Status);

        Assert.InRange(body.Length, 0, Limit + 20_000);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void A_body_that_was_cut_off_or_is_something_else_is_refused(string coding)
    {
        byte[] whole = Compressed(coding, Text).Written.ToArray();
        foreach (byte[] broken in new[] { whole[..(whole.Length / 2)], "this is not compressed at all"u8.ToArray() })
        {
            var body = new TextArena();
            body.Append(broken);

            Assert.Same(Problems.BadEncodedBody, ContentCoding.Decompress(body, KindOf(coding), Limit));
        }
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("compress")]
    public void Other_codings_are_not_understood(string coding)
    {
        Assert.False(ContentCoding.TryParse(coding, out _));
    }

    private static ContentCoding.Kind KindOf(string coding)
    {
        Assert.True(ContentCoding.TryParse(coding.Replace("raw ", "", StringComparison.Ordinal), out ContentCoding.Kind kind));
        return kind;
    }

    private static TextArena Compressed(string coding, byte[] text)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = coding.ToUpperInvariant() switch
        {
            "BR" => new BrotliStream(buffer, CompressionLevel.Fastest),
            "DEFLATE" => new ZLibStream(buffer, CompressionLevel.Fastest),
            "RAW DEFLATE" => new DeflateStream(buffer, CompressionLevel.Fastest),
            _ => new GZipStream(buffer, CompressionLevel.Fastest),
        })
        {
            stream.Write(text);
        }

        var body = new TextArena();
        body.Append(buffer.ToArray());
        return body;
    }
}
