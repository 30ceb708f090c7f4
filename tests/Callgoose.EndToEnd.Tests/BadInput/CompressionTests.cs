using System.IO.Compression;
using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>Compressed bodies: the decompressed content counts, in meaning and in size (ProcessApi.md 3).</summary>
public class CompressionTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Limit = 1024 * 1024;

    public static TheoryData<string> Codings => ["gzip", "br", "deflate"];

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("deflate", "deflate")]
    [InlineData("deflate", "raw deflate")]
    [InlineData("identity", "identity")]
    public async Task A_compressed_payload_is_the_payload(string header, string coding)
    {
        string payload = $$"""{"status":"Started","id":"{{header}} as {{coding}}","é": "🐝"}""";

        Reply reply = await server.Http.PostAsync(Compressed(payload, coding), encoding: header);

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        string page = "/v1/incidents/" + reply.Json.GetProperty("incidents")[0].GetString();
        Assert.Equal(payload, (await server.Http.ReadAsync(page)).Text("description"));
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task The_limit_counts_what_comes_out(string coding)
    {
        string fits = Padded("fits " + coding, Limit);

        Assert.Equal(201, (int)(await server.Http.PostAsync(Compressed(fits, coding), encoding: coding)).Status);
        ProblemChecks.AssertProblem(await server.Http.PostAsync(Compressed(fits + " ", coding), encoding: coding), 413);
        ProblemChecks.AssertProblem(await server.Http.PostAsync(Compressed(new byte[100 * Limit], coding), encoding: coding), 413);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_body_that_was_cut_off_is_refused_wherever_the_cut_is(string coding)
    {
        byte[] whole = Compressed(Padded("cut " + coding, 300), coding);
        for (int length = 1; length < whole.Length; length++)
        {
            Reply reply = await server.Http.PostAsync(whole[..length], encoding: coding);
            Assert.True((int)reply.Status == 400, $"{length} of {whole.Length} bytes were answered with {(int)reply.Status}");
            ProblemChecks.AssertProblem(reply, 400);
        }

        Assert.DoesNotContain(await server.Http.IncidentsAsync(), i => i.Text("incidentKey") == "cut " + coding);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_body_that_is_not_compressed_as_it_says_is_refused(string coding)
    {
        byte[] corrupt = Compressed(Padded("corrupt", 2000), coding);
        corrupt.AsSpan(corrupt.Length / 2).Fill(0xA5);

        ProblemChecks.AssertProblem(await server.Http.PostAsync(Payloads.GuideTrigger, encoding: coding), 400);
        ProblemChecks.AssertProblem(await server.Http.PostAsync(corrupt, encoding: coding), 400);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, br")]
    [InlineData("gzip, gzip")]
    [InlineData("*")]
    [InlineData("gzipped")]
    public async Task Another_coding_is_refused(string header) =>
        ProblemChecks.AssertProblem(await server.Http.PostAsync(Compressed(Payloads.GuideTrigger, "gzip"), encoding: header), 415);

    [Fact]
    public async Task What_comes_out_is_checked_like_any_body()
    {
        Reply malformed = await server.Http.PostAsync(Compressed("{\"a\":\n x}", "gzip"), encoding: "gzip");
        Reply illFormed = await server.Http.PostAsync(Compressed([0x22, 0xFF, 0x22], "br"), encoding: "br");

        Assert.Equal(7, ProblemChecks.AssertProblem(malformed, 400).GetProperty("offset").GetInt32());
        Assert.Equal(1, ProblemChecks.AssertProblem(illFormed, 400).GetProperty("offset").GetInt32());
    }

    private static string Padded(string key, int length) => Payloads.Started(key).PadRight(length);

    private static byte[] Compressed(string text, string coding) => Compressed(Encoding.UTF8.GetBytes(text), coding);

    private static byte[] Compressed(byte[] bytes, string coding)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            "raw deflate" => new DeflateStream(target, CompressionLevel.Fastest),
            _ => new BufferedStream(target),
        })
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
