using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Reading;

/// <summary><c>GET /v1/incidents</c> (ProcessApi.md 8): its content, order and paging.</summary>
public class ListTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Pages_hold_every_incident_once_newest_first_whatever_comes_meanwhile()
    {
        string[] opened = await OpenAsync("pages", 7);

        var listed = new List<string?>();
        string? cursor = null;
        do
        {
            JsonElement page = await server.Http.ReadAsync("/v1/incidents?limit=3&source=pages" + (cursor is null ? "" : "&cursor=" + cursor));
            Assert.InRange(page.GetProperty("incidents").GetArrayLength(), 1, 3);
            listed.AddRange(Ids(page));
            cursor = page.Text("nextCursor");
            await OpenAsync("pages", 1);
        }
        while (cursor is not null);

        Assert.Equal(opened.Reverse(), listed);
    }

    [Fact]
    public async Task Without_a_limit_a_page_holds_50()
    {
        await OpenAsync("fifty", 51);

        JsonElement first = await server.Http.ReadAsync("/v1/incidents?source=fifty");
        JsonElement second = await server.Http.ReadAsync("/v1/incidents?source=fifty&cursor=" + first.Text("nextCursor"));

        Assert.Equal(50, first.GetProperty("incidents").GetArrayLength());
        Assert.Equal(1, second.GetProperty("incidents").GetArrayLength());
        Assert.Null(second.Text("nextCursor"));
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_next_one()
    {
        await OpenAsync("full", 2);

        Assert.Null((await server.Http.ReadAsync("/v1/incidents?source=full&limit=2")).Text("nextCursor"));
    }

    [Fact]
    public async Task A_state_lists_what_is_in_it()
    {
        string[] opened = await OpenAsync("states", 3);
        await server.Http.SendAsync(Payloads.Resolved("states 1"));

        Assert.Equal([opened[2], opened[0]], await ListAsync("source=states&state=active"));
        Assert.Equal([opened[2], opened[0]], await ListAsync("source=states&state=triggered"));
        Assert.Equal([opened[1]], await ListAsync("source=states&state=resolved"));
        Assert.Empty(await ListAsync("source=states&state=acknowledged"));
        Assert.Equal([opened[2], opened[1], opened[0]], await ListAsync("source=states"));
        Assert.Equal([opened[0]], await ListAsync($"source=states&state=active&limit=1&cursor={await CursorAsync("source=states&state=active&limit=1")}"));
    }

    [Fact]
    public async Task A_source_and_a_service_are_compared_as_they_stand()
    {
        string id = Assert.Single(await OpenAsync("Größe 🐝", 1));

        Assert.Equal([id], await ListAsync("source=Gr%C3%B6%C3%9Fe+%F0%9F%90%9D"));
        Assert.Equal([id], await ListAsync("source=Gr%C3%B6%C3%9Fe%20%F0%9F%90%9D&service=default"));
        Assert.Empty(await ListAsync("source=gr%C3%B6%C3%9Fe%20%F0%9F%90%9D"));
        Assert.Empty(await ListAsync("source=Gr%C3%B6%C3%9Fe%20%F0%9F%90%9D&service=Default"));
        Assert.Empty(await ListAsync("source=%27%20OR%201=1%20--"));
    }

    [Fact]
    public async Task A_time_lists_what_was_triggered_then_or_later()
    {
        string first = Assert.Single(await OpenAsync("times", 1));
        DateTimeOffset before = (await server.Http.ReadAsync("/v1/incidents/" + first)).GetProperty("triggeredAt").GetDateTimeOffset();
        while (DateTimeOffset.UtcNow < before.AddMilliseconds(1))
        {
            await Task.Yield();
        }

        string second = Assert.Single(await OpenAsync("times", 1, from: 1));
        DateTimeOffset at = (await server.Http.ReadAsync("/v1/incidents/" + second)).GetProperty("triggeredAt").GetDateTimeOffset();

        Assert.Equal([second], await ListAsync("source=times&since=" + Time(at)));
        Assert.Equal([second], await ListAsync("source=times&since=" + Uri.EscapeDataString(Time(at.ToOffset(TimeSpan.FromHours(2))))));
        Assert.Empty(await ListAsync("source=times&since=" + Time(at.AddMilliseconds(1))));
        Assert.Equal(2, (await ListAsync("source=times&since=" + Time(at.AddMinutes(-5)))).Length);
    }

    [Fact]
    public async Task Parameters_that_are_blank_or_unknown_change_nothing()
    {
        string[] opened = await OpenAsync("blank", 1);

        Assert.Equal(opened, await ListAsync("source=blank&state=&service=&since=&limit=&cursor=&colour=green&source=other"));
    }

    [Theory]
    [InlineData("/healthz", """{"status":"alive"}""")]
    [InlineData("/readyz", """{"ready":true}""")]
    public async Task Health_needs_no_token(string path, string text)
    {
        using HttpClient http = server.Server.Client();
        using HttpResponseMessage response = await http.GetAsync(path);

        Reply reply = await Reply.OfAsync(response);

        Assert.Equal((200, "application/json", text), ((int)reply.Status, reply.MediaType, reply.Text));
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);

    private static IEnumerable<string?> Ids(JsonElement page) =>
        page.GetProperty("incidents").EnumerateArray().Select(static incident => incident.Text("id"));

    private async Task<string?[]> ListAsync(string query) => [.. Ids(await server.Http.ReadAsync("/v1/incidents?" + query))];

    private async Task<string?> CursorAsync(string query) => (await server.Http.ReadAsync("/v1/incidents?" + query)).Text("nextCursor");

    /// <summary>Opens incidents of a source, with the source's name and a number as keys.</summary>
    private async Task<string[]> OpenAsync(string source, int count, int? from = null)
    {
        int first = from ?? (await ListAsync("limit=1000&source=" + Uri.EscapeDataString(source))).Length;
        string[] ids = new string[count];
        for (int i = 0; i < count; i++)
        {
            JsonElement incident = await server.Http.OpenAsync(Payloads.Started($"{source} {first + i}"), "/v1/process?from=" + Uri.EscapeDataString(source));
            ids[i] = incident.Text("id")!;
        }

        return ids;
    }
}
