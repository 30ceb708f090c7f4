using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Texts;

/// <summary>How a title is made (Incidents/README.md rule 14).</summary>
public class TitleTests(TestServer server) : IClassFixture<TestServer>
{
    private const string WithSource = "/v1/process?from=BetterStack";
    private const string WithoutSource = "/v1/process";

    [Theory]
    [InlineData(WithSource, "\"V\"", "BetterStack - V")]
    [InlineData(WithoutSource, "\"V\"", "V")]
    [InlineData(WithSource, null, "Incident from BetterStack")]
    [InlineData(WithoutSource, null, "Incident from unknown source")]
    [InlineData(WithSource, "null", "Incident from BetterStack")]
    [InlineData(WithSource, "\"\"", "Incident from BetterStack")]
    [InlineData(WithSource, "{\"text\":\"V\"}", "Incident from BetterStack")]
    [InlineData(WithSource, "[\"V\"]", "Incident from BetterStack")]
    [InlineData(WithoutSource, "{}", "Incident from unknown source")]
    [InlineData(WithSource, "500", "BetterStack - 500")]
    [InlineData(WithSource, "-1.50E+3", "BetterStack - -1.50E+3")]
    [InlineData(WithSource, "true", "BetterStack - true")]
    [InlineData(WithoutSource, "false", "false")]
    public async Task The_title_follows_from_the_source_and_the_value(string path, string? value, string title)
    {
        string member = value is null ? "" : $",\"title\":{value}";

        JsonElement incident = await server.Http.OpenAsync($$"""{"status":"Started","id":"{{Guid.NewGuid()}}"{{member}}}""", path);

        Assert.Equal(title, incident.Text("title"));
    }

    [Theory]
    [InlineData(@"a\""b\\c\/d", "a\"b\\c/d")]
    [InlineData(@"\b\f\n\r\t", "\b\f\n\r\t")]
    [InlineData(@"\u0041\u00e9\u4E2d\uD83d\uDC1D", "Aé中🐝")]
    [InlineData(@"before\u0000after", "before\0after")]
    [InlineData("é中🐝\u2028\u007f", "é中🐝\u2028\u007f")]
    [InlineData("<script>alert('1')</script> {{x}} %s $1", "<script>alert('1')</script> {{x}} %s $1")]
    public async Task Every_character_of_a_value_arrives(string written, string meant)
    {
        JsonElement incident = await server.Http.OpenAsync(
            $$"""{"status":"Started","id":"{{Guid.NewGuid()}}","title":"{{written}}"}""", WithoutSource);

        Assert.Equal(meant, incident.Text("title"));
    }

    [Theory]
    [InlineData(254, 254, "")]
    [InlineData(255, 255, "")]
    [InlineData(256, 254, "…")]
    [InlineData(300, 254, "…")]
    public async Task A_long_title_is_cut_between_code_points_and_the_payload_keeps_all_of_it(int length, int kept, string end)
    {
        string value = string.Concat(Enumerable.Repeat("🦢", length));
        string payload = $$"""{"status":"Started","id":"long {{length}}","title":"{{value}}"}""";

        JsonElement incident = await server.Http.OpenAsync(payload, WithoutSource);

        Assert.Equal(string.Concat(Enumerable.Repeat("🦢", kept)) + end, incident.Text("title"));
        Assert.Equal(payload, incident.Text("description"));
    }

    [Fact]
    public async Task The_source_counts_towards_the_length_of_a_title()
    {
        string value = string.Concat(Enumerable.Repeat("🦢", 300));

        JsonElement incident = await server.Http.OpenAsync($$"""{"status":"Started","id":"with source","title":"{{value}}"}""", WithSource);

        string start = "BetterStack - ";
        Assert.Equal(start + string.Concat(Enumerable.Repeat("🦢", 254 - start.Length)) + "…", incident.Text("title"));
    }

    [Fact]
    public async Task Keys_that_differ_after_a_NUL_are_two_incidents()
    {
        JsonElement first = await server.Http.OpenAsync("""{"status":"Started","id":"nul\u0000a"}""");
        JsonElement second = await server.Http.OpenAsync("""{"status":"Started","id":"nul\u0000b"}""");

        Assert.Equal("nul\0a", first.Text("incidentKey"));
        Assert.Equal("nul\0b", second.Text("incidentKey"));
    }
}
