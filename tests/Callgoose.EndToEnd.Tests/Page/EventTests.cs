using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary><c>GET /v1/events</c>: committed changes are reported once and in order, also to a client that reconnects.</summary>
public sealed class EventTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Transitions_are_told_as_they_are_committed()
    {
        string key = Guid.NewGuid().ToString();
        await using EventReader events = await EventReader.OpenAsync(server.Http);
        Assert.Equal("begin", (await events.NextAsync()).Name);

        string id = (await server.Http.OpenAsync(Payloads.Started(key))).Text("id")!;
        ServerEvent opened = await events.NextAsync("transition", id);
        await server.Http.PostAsync(Payloads.Resolved(key));
        ServerEvent resolved = await events.NextAsync("transition", id);

        Assert.Equal("triggered", opened.Data.Text("transition"));
        Assert.Equal("T", opened.Data.GetProperty("incident").Text("title")!.Split(" - ")[1]);
        Assert.Equal("resolved", resolved.Data.Text("transition"));
        Assert.Equal("resolved", resolved.Data.GetProperty("incident").Text("state"));
        Assert.True(resolved.Id > opened.Id);
    }

    [Fact]
    public async Task Streams_whose_clients_are_gone_give_their_places_back()
    {
        using HttpClient client = server.Server.Client(await server.CreateTokenAsync("--scope", "read"));
        for (int i = 0; i < 16; i++)
        {
            await using EventReader left = await EventReader.OpenAsync(client);
        }

        // Writes to a stream are fifteen seconds apart, and only the second one to a closed connection fails: the place must be free before that.
        long began = Environment.TickCount64;
        HttpStatusCode status;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            status = response.StatusCode;
        }
        while (status != HttpStatusCode.OK && Environment.TickCount64 - began < 14_000);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Whoever_comes_back_with_the_last_id_gets_what_was_missed()
    {
        long last;
        await using (EventReader before = await EventReader.OpenAsync(server.Http))
        {
            last = (await before.NextAsync()).Id!.Value;
        }

        string first = (await server.Http.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()))).Text("id")!;
        string second = (await server.Http.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()))).Text("id")!;

        await using EventReader byHeader = await EventReader.OpenAsync(server.Http, lastEventId: last);
        await using EventReader byQuery = await EventReader.OpenAsync(server.Http, $"/v1/events?after={last}");
        foreach (EventReader events in new[] { byHeader, byQuery })
        {
            Assert.Equal("begin", (await events.NextAsync()).Name);
            Assert.Equal(first, (await events.NextAsync("transition", first)).Data.GetProperty("incident").Text("id"));
            Assert.Equal(second, (await events.NextAsync("transition", second)).Data.GetProperty("incident").Text("id"));
        }
    }

    [Fact]
    public async Task A_repeated_trigger_is_told_as_a_change()
    {
        string payload = Payloads.Started(Guid.NewGuid().ToString());
        string id = (await server.Http.OpenAsync(payload)).Text("id")!;
        await using EventReader events = await EventReader.OpenAsync(server.Http);
        await events.NextAsync();

        await server.Http.PostAsync(payload);

        await events.NextAsync("changed");
        Assert.Equal(2, (await server.Http.ReadAsync($"/v1/incidents/{id}")).GetProperty("occurrences").GetInt32());
    }

    [Fact]
    public async Task Another_environment_sees_nothing_of_it()
    {
        using HttpClient staging = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read", "--environment", "staging"));
        await using EventReader events = await EventReader.OpenAsync(staging);
        await events.NextAsync();

        await server.Http.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()));
        string own = (await staging.OpenAsync(Payloads.Started(Guid.NewGuid().ToString()))).Text("id")!;

        ServerEvent told;
        do
        {
            told = await events.NextAsync();
        }
        while (told.Name == "changed");
        Assert.Equal(own, told.Data.GetProperty("incident").Text("id"));
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_and_one_of_another_folder_begins_anew()
    {
        using HttpResponseMessage refused = await server.Http.GetAsync("/v1/events?after=x");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await using EventReader events = await EventReader.OpenAsync(server.Http, "/v1/events?after=9999999999");
        Assert.Equal("reset", (await events.NextAsync()).Name);
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_is_revoked()
    {
        string token = await server.CreateTokenAsync("--scope", "read");
        using HttpClient reader = server.Server.Client(token);
        string id = (await reader.ReadAsync("/v1/session")).Text("tokenId")!;
        await using EventReader events = await EventReader.OpenAsync(reader);
        await events.NextAsync();

        await CommandResult.RunAsync(server.Executable, "tokens", "revoke", id, "--data", server.Data);

        await events.ReadToEndAsync();
    }

    [Fact]
    public async Task As_many_streams_as_may_be_open_do_not_hold_up_a_stop_nor_a_webhook()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer own = await RunningServer.StartAsync(server.Executable, folder.Data);
        string token = await own.WaitForFirstTokenAsync();
        using HttpClient http = own.Client(token);
        var streams = new List<EventReader>();
        for (int i = 0; i < 4; i++)
        {
            CommandResult made = await CommandResult.RunAsync(server.Executable, ["tokens", "create", "--name", "reader", "--scope", "read", "--data", folder.Data]);
            using HttpClient reader = own.Client(made.Output.TrimEnd('\n'));
            await OpenStreamsAsync(reader, 16, streams);
            using HttpResponseMessage oneMore = await reader.GetAsync("/v1/events");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, oneMore.StatusCode);
        }

        using HttpResponseMessage tooMany = await http.GetAsync("/v1/events");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, tooMany.StatusCode);
        string id = (await http.OpenAsync(Payloads.Started("k"))).Text("id")!;
        await streams[63].NextAsync("transition", id);

        int exit = await own.SignalAsync("TERM").WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, exit);
        Assert.Contains("Stopped: everything accepted is on disk", own.Errors, StringComparison.Ordinal);
        foreach (EventReader stream in streams)
        {
            await stream.ReadToEndAsync();
            await stream.DisposeAsync();
        }
    }

    private static async Task OpenStreamsAsync(HttpClient http, int count, List<EventReader> streams)
    {
        for (int i = 0; i < count; i++)
        {
            streams.Add(await EventReader.OpenAsync(http));
            await streams[^1].NextAsync();
        }
    }
}
