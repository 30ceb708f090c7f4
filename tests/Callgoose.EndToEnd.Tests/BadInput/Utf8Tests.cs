using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>Text is UTF-8 or refused, whatever type it has (ProcessApi.md 3).</summary>
public class Utf8Tests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public static TheoryData<string, string?> IllFormed
    {
        get
        {
            var rows = new TheoryData<string, string?>();
            string[] sequences =
            [
                "80", "BF", "FF", "FE", "C080", "C1BF", "E08080", "EDA080", "EDBFBF", "F0808080", "F4908080", "F5808080", "C3", "E282", "F09F90", "C328", "E28228",
            ];
            foreach (string sequence in sequences)
            {
                rows.Add(sequence, "application/json");
                rows.Add(sequence, "text/plain");
                rows.Add(sequence, null);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(IllFormed))]
    public async Task Bytes_that_are_not_UTF_8_are_refused_with_their_place(string hex, string? contentType)
    {
        byte[] before = Encoding.UTF8.GetBytes("{\"status\":\"Started\",\n\"id\":\"é");
        byte[] body = [.. before, .. Convert.FromHexString(hex), .. "\"}"u8];

        JsonElement problem = ProblemChecks.AssertProblem(await server.Http.PostAsync(body, contentType), 400);

        Assert.Equal("urn:callgoose:problem:invalid-utf8", problem.Text("type"));
        Assert.Equal(before.Length, problem.GetProperty("offset").GetInt32());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
        Assert.Equal(8, problem.GetProperty("column").GetInt32());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Plain_text_that_is_not_UTF_8_is_refused_too(string contentType)
    {
        JsonElement problem = ProblemChecks.AssertProblem(await server.Http.PostAsync([.. "caf"u8, 0xE9], contentType), 400);

        Assert.Equal(3, problem.GetProperty("offset").GetInt32());
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_not_looked_at() =>
        Assert.Equal(202, (int)(await server.Http.PostAsync([0x89, 0x50, 0xFF, 0x00], "image/png")).Status);

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_byte_order_mark_is_skipped(string? contentType)
    {
        byte[] body = [.. Mark, .. Encoding.UTF8.GetBytes(Payloads.Started("mark " + contentType))];

        Assert.Equal(201, (int)(await server.Http.PostAsync(body, contentType)).Status);
    }

    [Fact]
    public async Task Only_one_byte_order_mark_is_skipped_and_only_at_the_start()
    {
        ProblemChecks.AssertProblem(await server.Http.PostAsync([.. Mark, .. Mark, .. "{}"u8]), 400);
        ProblemChecks.AssertProblem(await server.Http.PostAsync([.. "{}"u8, .. Mark]), 400);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public async Task Other_encodings_are_refused(string encoding)
    {
        byte[] body = Encoding.GetEncoding(encoding).GetPreamble().Concat(Encoding.GetEncoding(encoding).GetBytes("{}")).ToArray();

        ProblemChecks.AssertProblem(await server.Http.PostAsync(body, "application/json; charset=" + encoding), 400);
    }
}
