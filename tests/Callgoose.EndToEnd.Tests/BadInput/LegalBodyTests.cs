using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>Bodies that look odd but are legal (ProcessApi.md 3).</summary>
public class LegalBodyTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("1")]
    [InlineData("-0.0e-0")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"Started\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[[[]]]")]
    [InlineData("[1,\"Started\",null]")]
    [InlineData(" \t\r\n{ } \t\r\n")]
    [InlineData("{\"\":{\"\":[]}}")]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_value_without_the_keys_matches_no_filter(string body)
    {
        Reply reply = await server.Http.PostAsync(body);

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.Equal("no_filter_matched", reply.Json.Text("reason"));
    }

    [Theory]
    [InlineData("{\"status\":\"x\",\"id\":\"first\",\"status\":\"Started\",\"id\":\"last\"}", "last")]
    [InlineData("{\"status\":\"Started\",\"id\":{\"a\":1},\"id\":\"after an object\"}", "after an object")]
    [InlineData("{\"status\":\"Started\",\"id\":\"a\",\"\\u0069d\":\"escaped name\"}", "escaped name")]
    public async Task Of_duplicate_keys_the_last_wins(string body, string key) =>
        Assert.Equal(key, (await server.Http.OpenAsync(body)).Text("incidentKey"));

    [Fact]
    public async Task A_duplicate_key_can_make_a_filter_fail() =>
        Assert.Equal(202, (int)(await server.Http.PostAsync("{\"status\":\"Started\",\"id\":\"a\",\"status\":\"x\"}")).Status);

    [Theory]
    [InlineData("[{\"status\":\"Started\",\"id\":\"element\"}]", "element")]
    [InlineData(" [ {\"status\":\"Started\",\"id\":\"first element\"}, {\"status\":\"Resolved\",\"id\":\"second element\"}, 3 ] ", "first element")]
    public async Task Of_a_root_array_the_first_element_is_read(string body, string key) =>
        Assert.Equal(key, (await server.Http.OpenAsync(body)).Text("incidentKey"));

    [Fact]
    public async Task Of_a_root_array_the_rest_has_to_be_JSON() =>
        ProblemChecks.AssertProblem(await server.Http.PostAsync("[{\"status\":\"Started\",\"id\":\"half\"},x]"), 400);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("TEXT/HTML; charset=utf-8")]
    [InlineData("application/xml")]
    [InlineData("application/soap+xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/javascript")]
    [InlineData(null)]
    public async Task Text_that_is_JSON_is_read_as_JSON(string? contentType) =>
        Assert.Equal(201, (int)(await server.Http.PostAsync(Payloads.Started("as " + contentType), contentType)).Status);

    [Theory]
    [InlineData("status=Started&id=form+1", "application/x-www-form-urlencoded")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"status\"\r\n\r\nStarted\r\n--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\nform 2\r\n--x--\r\n", "multipart/form-data; boundary=x")]
    public async Task A_form_is_read_as_an_object_of_its_fields(string body, string contentType) =>
        Assert.Equal(201, (int)(await server.Http.PostAsync(body, contentType)).Status);

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_of_too_many_fields_is_refused_with_the_limit(string contentType)
    {
        string[] fields = ["status=Started", "id=many", .. Enumerable.Range(0, 199).Select(static i => $"field{i}=x")];
        string body = contentType[0] == 'a'
            ? string.Join('&', fields)
            : string.Concat(fields.Select(static field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Split('=')[0]}\"\r\n\r\n{field.Split('=')[1]}\r\n")) + "--x--\r\n";

        Reply reply = await server.Http.PostAsync(body, contentType);

        ProblemChecks.AssertProblem(reply, 400);
        Assert.Contains("at most 200 fields", reply.Json.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Started INC-1", "text/plain")]
    [InlineData("{\"status\":\"Started\",\"id\":\"1\"", "text/plain")]
    [InlineData("{\"status\":\"Started\",\"id\":\"1\",}", "application/javascript")]
    [InlineData("<status>Started</status>", "application/xml")]
    [InlineData("Started", "application/x-www-form-urlencoded")]
    [InlineData("status=Started", null)]
    [InlineData("", null)]
    [InlineData(" \r\n", null)]
    [InlineData("", "application/json")]
    [InlineData("", "text/plain")]
    [InlineData(" \r\n", "text/plain")]
    [InlineData("", "image/png")]
    [InlineData("\0", "text/plain")]
    public async Task Other_text_and_no_text_match_no_filter(string body, string? contentType)
    {
        Reply reply = await server.Http.PostAsync(body, contentType);

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.Equal("no_filter_matched", reply.Json.Text("reason"));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    [InlineData("application/jsonx")]
    [InlineData("nonsense")]
    public async Task A_type_that_is_no_text_makes_the_payload_empty(string contentType)
    {
        Reply reply = await server.Http.PostAsync(Payloads.Started("not read"), contentType);

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static i => i.Text("incidentKey") == "not read");
    }
}
