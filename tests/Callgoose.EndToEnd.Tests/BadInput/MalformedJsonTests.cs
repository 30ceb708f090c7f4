using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>A body declared as JSON that is not JSON is refused, with the place of the mistake (ProcessApi.md 3).</summary>
public class MalformedJsonTests(TestServer server) : IClassFixture<TestServer>
{
    public static TheoryData<string, int, int, int> Places => new()
    {
        // The body; the offset of the faulty byte from 0, its line and column from 1.
        { "{", 1, 1, 2 },
        { "[", 1, 1, 2 },
        { "x", 0, 1, 1 },
        { "]", 0, 1, 1 },
        { " \n\t", 3, 2, 2 },
        { "{\"a\"}", 4, 1, 5 },
        { "{\"a\" 1}", 5, 1, 6 },
        { "{\"a\":}", 5, 1, 6 },
        { "{\"a\":1", 6, 1, 7 },
        { "{\"a\":1,}", 7, 1, 8 },
        { "[1,]", 3, 1, 4 },
        { "[,1]", 1, 1, 2 },
        { "[1 2]", 3, 1, 4 },
        { "{\"a\":1]", 6, 1, 7 },
        { "[1}", 2, 1, 3 },
        { "{1:2}", 1, 1, 2 },
        { "{a:1}", 1, 1, 2 },
        { "{'a':1}", 1, 1, 2 },
        { "{\"a\":'b'}", 5, 1, 6 },
        { "{\"a\":NaN}", 5, 1, 6 },
        { "NaN", 0, 1, 1 },
        { "{\"a\":Infinity}", 5, 1, 6 },
        { "{\"a\":-Infinity}", 6, 1, 7 },
        { "{\"a\":undefined}", 5, 1, 6 },
        { "{\"a\":True}", 5, 1, 6 },
        { "{\"a\":tru}", 5, 1, 6 },
        { "{\"a\":nul", 8, 1, 9 },
        { "{\"a\":01}", 6, 1, 7 },
        { "{\"a\":1.}", 7, 1, 8 },
        { "{\"a\":.5}", 5, 1, 6 },
        { "{\"a\":+1}", 5, 1, 6 },
        { "{\"a\":1e}", 7, 1, 8 },
        { "{\"a\":0x1F}", 6, 1, 7 },
        { "{/* c */}", 1, 1, 2 },
        { "{\"a\":1 // c\n}", 7, 1, 8 },
        { "# c\n{}", 0, 1, 1 },
        { "{} {}", 3, 1, 4 },
        { "{}\n\nx", 4, 3, 1 },
        { "[1]]", 3, 1, 4 },
        { "{}\0", 2, 1, 3 },
        { "{\"a\":\"b", 7, 1, 8 },
        { "{\"a\":\"b\n\"}", 7, 1, 8 },
        { "{\"a\":\"\t\"}", 6, 1, 7 },
        { "{\"a\":\"\0\"}", 6, 1, 7 },
        { "{\"a\":\"\\x\"}", 6, 1, 7 },
        { "{\"a\":\"\\u12g4\"}", 6, 1, 7 },
        { "{\"a\":\"\\ud800\"}", 6, 1, 7 },
        { "{\"a\":\"\\udc00\"}", 6, 1, 7 },
        { "{\"a\":\"\\ud800\\u0041\"}", 6, 1, 7 },
        { "{\"a\":\"\\udc00\\ud800\"}", 6, 1, 7 },
        { "{\"\\ud800\":1}", 2, 1, 3 },
        { "{\u00a0}", 1, 1, 2 },
        { "\f{}", 0, 1, 1 },
        { "{\n  \"a\": 1\n  \"b\": 2\n}", 13, 3, 3 },
        { "{\r\n\"a\":x}", 7, 2, 5 },
        { "{\"é中🐝\":x}", 13, 1, 8 },
        { "{\"é\":\n\"中🐝\",x}", 17, 2, 6 },
        { "\ufeff{x}", 4, 1, 2 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_refusal_tells_the_place(string body, int offset, int line, int column)
    {
        Reply reply = await server.Http.PostAsync(body);

        JsonElement problem = ProblemChecks.AssertProblem(reply, 400);
        Assert.Equal(
            (offset, line, column),
            (problem.GetProperty("offset").GetInt32(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Equal("urn:callgoose:problem:invalid-json", problem.Text("type"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/vnd.betterstack.v2+json")]
    [InlineData("application/problem+JSON ; x=y")]
    [InlineData(null)]
    public async Task Every_way_to_declare_JSON_is_held_to_it(string? contentType)
    {
        const string CutOff = " {\"status\":\"Started\",\"id\":\"1\"";

        Reply reply = await server.Http.PostAsync(CutOff, contentType);

        Assert.Equal(CutOff.Length, ProblemChecks.AssertProblem(reply, 400).GetProperty("offset").GetInt32());
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Sixty_four_levels_are_read_and_one_more_is_refused(char open, char close)
    {
        Reply taken = await server.Http.PostAsync(Nested(open, close, 64));
        Reply refused = await server.Http.PostAsync(Nested(open, close, 65));
        Reply abyss = await server.Http.PostAsync(string.Concat(Enumerable.Repeat(open == '{' ? "{\"a\":" : "[", 100_000)));

        Assert.Equal(202, (int)taken.Status);
        int levelBytes = open == '{' ? 5 : 1;
        Assert.Equal(64 * levelBytes, ProblemChecks.AssertProblem(refused, 400).GetProperty("offset").GetInt32());
        Assert.Equal(64 * levelBytes, ProblemChecks.AssertProblem(abyss, 400).GetProperty("offset").GetInt32());
    }

    [Fact]
    public async Task Sixty_four_levels_inside_a_trigger_still_open_an_incident()
    {
        string taken = $$"""{"x":{{Nested('[', ']', 63)}},"status":"Started","id":"deep"}""";
        string refused = $$"""{"x":{{Nested('[', ']', 64)}},"status":"Started","id":"deeper"}""";

        Assert.Equal("deep", (await server.Http.OpenAsync(taken)).Text("incidentKey"));
        ProblemChecks.AssertProblem(await server.Http.PostAsync(refused), 400);
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static i => i.Text("incidentKey") == "deeper");
    }

    [Fact]
    public async Task A_broken_end_undoes_a_filter_that_passed()
    {
        ProblemChecks.AssertProblem(await server.Http.PostAsync(Payloads.Started("undone") + "x"), 400);
        ProblemChecks.AssertProblem(await server.Http.PostAsync(Payloads.Started("undone")[..^1] + ",\"late\":\"\\ud800\"}"), 400);

        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static i => i.Text("incidentKey") == "undone");
    }

    private static string Nested(char open, char close, int levels) => open == '['
        ? new string('[', levels) + new string(']', levels)
        : string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string(close, levels - 1);
}
