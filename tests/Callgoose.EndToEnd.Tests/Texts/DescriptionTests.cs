using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Texts;

/// <summary>Where a description comes from (Incidents/README.md rule 14).</summary>
public class DescriptionTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("Plain.", "Plain.")]
    [InlineData(@"Line 1\nLine 2\t\u00e9 \ud83d\udc1d \u0000.", "Line 1\nLine 2\té 🐝 \0.")]
    [InlineData("  blanks stay  ", "  blanks stay  ")]
    public async Task The_description_field_is_the_description(string written, string meant)
    {
        JsonElement incident = await server.Http.OpenAsync(
            $$"""{"status":"Started","id":"{{Guid.NewGuid()}}","description":"{{written}}"}""");

        Assert.Equal(meant, incident.Text("description"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"description\" : \"\"")]
    [InlineData(", \"description\" : null")]
    [InlineData(", \"Description\" : \"a key has one case\"")]
    public async Task Without_a_value_the_payload_is_the_description_byte_for_byte(string member)
    {
        string id = Guid.NewGuid().ToString();
        byte[] payload = Encoding.UTF8.GetBytes(
            $"\r\n\t {{ \"status\" :\t\"Started\",\n\"id\":\"{id}\"  {member}, \"ü\\u00fc\":\"中 🐝 \\/ \\u0041 \u2028\",\n\"n\": 1.0E+2, \"n\": -0 }}  \r\n\r\n");

        JsonElement incident = await server.Http.OpenAsync(payload);

        Assert.Equal(payload, Encoding.UTF8.GetBytes(incident.Text("description")!));
    }

    [Fact]
    public async Task A_description_of_half_a_megabyte_arrives_whole()
    {
        string description = string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"{i:D9}é"));

        JsonElement incident = await server.Http.OpenAsync(JsonSerializer.Serialize(new { status = "Started", id = "big", description }));

        Assert.Equal(description, incident.Text("description"));
    }

    [Fact]
    public async Task An_incident_follows_its_newest_trigger_and_its_timeline_keeps_the_first_texts()
    {
        JsonElement opened = await server.Http.OpenAsync("""{"status":"Started","id":"texts","title":"First","description":"First text"}""");
        await server.Http.PostAsync("""{"status":"Started","id":"texts","title":"Second","description":"Second text"}""");
        await server.Http.PostAsync("""{"status":"Resolved","id":"texts","title":"Third","description":"Third text"}""");

        JsonElement ended = await server.Http.ReadAsync("/v1/incidents/" + opened.Text("id"));

        Assert.Equal("resolved", ended.Text("state"));
        Assert.Equal("BetterStack - Second", ended.Text("title"));
        Assert.Equal("Second text", ended.Text("description"));
        string timeline = ended.GetProperty("timeline").GetRawText();
        Assert.Contains("BetterStack - First", timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("Third", ended.GetRawText(), StringComparison.Ordinal);
    }
}
