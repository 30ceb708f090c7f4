using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput.Grammar;

/// <summary>
/// tests/README.md R5: everything that RFC 8259 or ProcessApi.md 3 refuses is refused over HTTP, at any place in a body, and opens nothing.
/// </summary>
public class IllegalGrammarTests(TestServer server) : IClassFixture<TestServer>, IAsyncDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TheoryData<string> Strings => [.. StringCases.Illegal.Distinct()];

    public static TheoryData<string> Values => [.. NumberCases.Illegal.Concat(StructureCases.Illegal).Distinct()];

    public static TheoryData<string> Documents => [.. DocumentCases.Illegal.Select(static document => document.Name)];

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(await server.Http.IncidentsAsync());
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Strings))]
    public Task A_string_is_refused_as_value_and_as_name(string notation)
    {
        byte[] text = Notation.Bytes('"' + notation + '"');
        return AssertRefusedAsync(Placing.Unmatched(text).Concat(Placing.Matched(text)).Concat(Placing.AsName(text)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public Task A_value_is_refused(string notation)
    {
        byte[] value = Notation.Bytes(notation);
        return AssertRefusedAsync(Placing.Unmatched(value).Concat(Placing.Matched(value)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public Task A_document_is_refused(string name) => AssertRefusedAsync([DocumentCases.Illegal.Single(document => document.Name == name).Body]);

    private async Task AssertRefusedAsync(IEnumerable<byte[]> bodies)
    {
        foreach (byte[] body in bodies)
        {
            ProblemChecks.AssertProblem(await server.Http.PostAsync(body), 400);

            // Without a JSON type it is a plain text, if it is a text at all.
            Assert.Equal(IsText(body) ? 202 : 400, (int)(await server.Http.PostAsync(body, "text/plain")).Status);
        }
    }

    private static bool IsText(byte[] body)
    {
        try
        {
            Strict.GetCharCount(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
