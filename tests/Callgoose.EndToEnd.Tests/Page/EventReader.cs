using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary>An event of a stream.</summary>
public sealed record ServerEvent(string Name, long? Id, JsonElement Data);

/// <summary>Reads server-sent events.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    /// <summary>Opens a stream.</summary>
    public static async Task<EventReader> OpenAsync(HttpClient http, string path = "/v1/events", long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is long id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        }

        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event.</summary>
    public async Task<ServerEvent> NextAsync()
    {
        string? name = null;
        long? id = null;
        JsonElement data = default;
        while (await lines.ReadLineAsync().WaitAsync(HangGuard) is string line)
        {
            if (line.Length == 0 && name is not null)
            {
                return new ServerEvent(name, id, data);
            }

            string value = line.Contains(':', StringComparison.Ordinal) ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart() : "";
            switch (line.Split(':')[0])
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    id = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "data":
                    data = JsonDocument.Parse(value).RootElement;
                    break;
            }
        }

        throw new EndOfStreamException("the stream ended");
    }

    /// <summary>The next event with a name, and of an incident if one is given.</summary>
    public async Task<ServerEvent> NextAsync(string name, string? incident = null)
    {
        while (true)
        {
            ServerEvent next = await NextAsync();
            if (next.Name == name && (incident is null || next.Data.GetProperty("incident").Text("id") == incident))
            {
                return next;
            }
        }
    }

    /// <summary>Reads until the server ends the stream.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            await lines.ReadToEndAsync().WaitAsync(HangGuard);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // An end without the last chunk is an end, too.
        }
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
