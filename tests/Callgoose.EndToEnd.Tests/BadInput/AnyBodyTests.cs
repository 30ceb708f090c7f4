using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>tests/README.md R26: for every call of the API in the document, any bytes as its body get an answer of 4xx and fill no log.</summary>
public sealed partial class AnyBodyTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>The ends of the paths that take a payload, which may be any JSON.</summary>
    private static readonly string[] TakeAnyJson = ["/v1/process", "/v1/explain"];

    public static TheoryData<string> Names { get; } = [.. Bodies().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_operation_refuses_a_body_that_is_no_request(string name)
    {
        byte[] body = Bodies()[name];
        int linesBefore = Lines();
        int operations = 0;
        foreach ((string method, string path) in await OperationsAsync())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), PathParameter().Replace(path, "0192f0a0-0000-7000-8000-000000000001"));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await server.Http.SendAsync(request);

            int status = (int)answer.StatusCode;
            Assert.True(status < 500 && (status >= 400 || TakeAnyJson.Any(end => path.EndsWith(end, StringComparison.Ordinal))), $"{method} {path} answers {name} with {status}");
            operations++;
        }

        Assert.True(operations >= 6, $"The document has {operations} operations with a body.");
        Assert.InRange(Lines() - linesBefore, 0, 1);
    }

    private int Lines() => server.Server.Errors.Count(static letter => letter == '\n');

    /// <summary>Every operation that takes a body.</summary>
    private async Task<List<(string Method, string Path)>> OperationsAsync()
    {
        JsonElement document = await server.Http.ReadAsync("/openapi.json");
        return
        [
            .. document.GetProperty("paths").EnumerateObject()
                .SelectMany(static path => path.Value.EnumerateObject()
                    .Where(static operation => operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("requestBody", out _))
                    .Select(operation => (operation.Name, path.Name))),
        ];
    }

    private static Dictionary<string, byte[]> Bodies() => new()
    {
        ["a lone surrogate in a name"] = """{"\ud800":1}"""u8.ToArray(),
        ["a lone surrogate in a value"] = """{"name":"\udfff","comment":"\ud800","token":"\ud800","payload":"\ud800"}"""u8.ToArray(),
        ["bytes that are no UTF-8"] = [(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
        ["an overlong form"] = [(byte)'"', 0xC0, 0x80, (byte)'"'],
        ["a byte order mark of UTF-16"] = [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        ["100,000 levels"] = Encoding.ASCII.GetBytes(new string('[', 100_000)),
        ["100,000 levels of objects"] = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
        ["a text of 300,000 letters"] = Encoding.ASCII.GetBytes($$"""{"name":"{{new string('x', 300_000)}}"}"""),
        ["nothing but a NUL"] = [0],
        ["a number without an end"] = Encoding.ASCII.GetBytes(new string('9', 70_000)),
        ["the wrong type"] = "[[1,2],{\"name\":{}}]"u8.ToArray(),
        ["wrong types of members"] = """{"name":[],"comment":{},"token":1,"scopes":"x","debug":"x","payload":[1],"lifetime":{}}"""u8.ToArray(),
        ["the same name twice"] = """{"name":"a","name":"b","debug":true,"debug":1,"comment":"a","comment":2,"token":"a","token":"b"}"""u8.ToArray(),
        ["half a document"] = "{\"name\":\"a\""u8.ToArray(),
        ["two documents"] = "{}{}"u8.ToArray(),
    };

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex PathParameter();
}
