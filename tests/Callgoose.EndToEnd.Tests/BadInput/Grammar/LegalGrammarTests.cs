using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput.Grammar;

/// <summary>tests/README.md R5: everything that RFC 8259 accepts is accepted over HTTP, at any place in a body.</summary>
public class LegalGrammarTests(TestServer server) : IClassFixture<TestServer>
{
    public static TheoryData<string> Strings => [.. StringCases.Legal.Distinct()];

    public static TheoryData<string> Values => [.. NumberCases.Legal.Concat(StructureCases.Legal).Distinct()];

    public static TheoryData<string> Documents => [.. DocumentCases.Legal.Select(static document => document.Name)];

    [Theory]
    [MemberData(nameof(Strings))]
    public async Task A_string_is_taken_as_value_and_as_name(string notation)
    {
        byte[] text = Notation.Bytes('"' + notation + '"');

        await AssertTakenAsync(text);
        foreach (byte[] body in Placing.AsName(text))
        {
            await AssertOpenedAsync(body);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public Task A_value_is_taken(string notation) => AssertTakenAsync(Notation.Bytes(notation));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_is_taken(string name) =>
        Assert.Equal(HttpStatusCode.Accepted, (await server.Http.PostAsync(DocumentCases.Legal.Single(document => document.Name == name).Body)).Status);

    private async Task AssertTakenAsync(byte[] value)
    {
        foreach (byte[] body in Placing.Unmatched(value))
        {
            Reply reply = await server.Http.PostAsync(body);
            Assert.True(reply.Status == HttpStatusCode.Accepted, $"{(int)reply.Status} for {Encoding.UTF8.GetString(body)}: {reply.Text}");
        }

        foreach (byte[] body in Placing.Matched(value))
        {
            await AssertOpenedAsync(body);
        }
    }

    /// <summary>The body opens an incident or finds it open: many cases map to the same incident.</summary>
    private async Task AssertOpenedAsync(byte[] body)
    {
        Reply reply = await server.Http.PostAsync(body);
        Assert.True(reply.Status is HttpStatusCode.Created or HttpStatusCode.OK, $"{(int)reply.Status} for {Encoding.UTF8.GetString(body)}: {reply.Text}");
        Assert.Equal(1, reply.Json.GetProperty("incidents").GetArrayLength());
    }
}
