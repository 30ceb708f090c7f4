using System.IO.Compression;
using Callgoose.Configuration;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Threads;

namespace Callgoose.Server.Tests.Ingest;

/// <summary>The limits of a body, each at its last byte and one byte beyond. The two limits differ, unlike their defaults.</summary>
public class BodyStepTests
{
    private const int Limit = 4096;
    private const int CompressedLimit = 1024;

    private static readonly ServerLimits Limits = new() { Body = Limit, CompressedBody = CompressedLimit };

    [Theory]
    [InlineData(0, true)]
    [InlineData(CompressedLimit + 1, true)]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    public async Task A_plain_body_has_the_limit_of_bodies(int length, bool fits)
    {
        byte[] body = new byte[length];

        await AssertAsync(body, coding: null, fits ? body : null, Problems.BodyTooLarge(Limit));
    }

    [Theory]
    [InlineData("gzip", CompressedLimit + 1, true)]
    [InlineData("gzip", Limit, true)]
    [InlineData("gzip", Limit + 1, false)]
    [InlineData("br", Limit, true)]
    [InlineData("br", Limit + 1, false)]
    [InlineData("deflate", Limit, true)]
    [InlineData("deflate", Limit + 1, false)]
    public async Task What_a_compressed_body_stands_for_has_the_limit_of_bodies(string coding, int length, bool fits)
    {
        byte[] plain = new byte[length];
        byte[] body = Compressed(plain, coding, CompressionLevel.SmallestSize);
        Assert.InRange(body.Length, 1, CompressedLimit);

        await AssertAsync(body, coding, fits ? plain : null, Problems.BodyTooLarge(Limit));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_compressed_body_has_a_limit_as_it_is_sent(int tooMany, bool fits)
    {
        // Without compression a body grows by the size of the frame around it.
        int frame = Compressed(new byte[500], "gzip", CompressionLevel.NoCompression).Length - 500;
        byte[] plain = new byte[CompressedLimit - frame + tooMany];
        byte[] body = Compressed(plain, "gzip", CompressionLevel.NoCompression);
        Assert.Equal(CompressedLimit + tooMany, body.Length);

        await AssertAsync(body, "gzip", fits ? plain : null, Problems.CompressedBodyTooLarge(CompressedLimit));
    }

    [Fact]
    public async Task An_unknown_coding_is_refused() =>
        await AssertAsync([1], "rot13", expected: null, Problems.UnsupportedEncoding);

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task A_body_for_which_there_is_no_memory_is_refused_for_now(string? coding)
    {
        byte[] plain = new byte[TextArena.KeptBytes + 1];
        byte[] body = coding is null ? plain : Compressed(plain, coding, CompressionLevel.SmallestSize);
        var webhook = new WebhookCall();
        webhook.Begin(ProcessDoor.Instance, Request(body, coding, sendLength: false).Features, default, 0);

        Assert.Equal(Problems.Busy, await BodyStep.ReceiveAsync(webhook, new ServerLimits(), new BodyMemory(0), signatures: null, new LongWork()));
    }

    /// <summary>Once with a length in the header, which allows an immediate refusal, and once without.</summary>
    private static async Task AssertAsync(byte[] body, string? coding, byte[]? expected, Problem refusal)
    {
        foreach (bool sendLength in (bool[])[true, false])
        {
            var webhook = new WebhookCall();
            webhook.Begin(ProcessDoor.Instance, Request(body, coding, sendLength).Features, default, 0);

            Problem? problem = await BodyStep.ReceiveAsync(webhook, Limits, new BodyMemory(long.MaxValue), signatures: null, new LongWork());

            Assert.Equal(expected is null ? refusal : null, problem);
            if (expected is not null)
            {
                Assert.Equal(expected, webhook.Call.Body.Written.ToArray());
            }
        }
    }

    private static BareRequest Request(byte[] body, string? coding, bool sendLength)
    {
        var request = new BareRequest(body, "");
        request.Request.Headers.ContentLength = sendLength ? body.Length : null;
        if (coding is not null)
        {
            request.Request.Headers.ContentEncoding = coding;
        }

        return request;
    }

    private static byte[] Compressed(byte[] plain, string coding, CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(compressed, level, leaveOpen: true),
            "br" => new BrotliStream(compressed, level, leaveOpen: true),
            _ => new ZLibStream(compressed, level, leaveOpen: true),
        })
        {
            stream.Write(plain);
        }

        return compressed.ToArray();
    }
}
