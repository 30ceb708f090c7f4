using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>How clients use a connection.</summary>
public class ConnectionTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Requests_in_one_write_are_answered_in_their_order()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        await stream.WriteAsync((byte[])[.. Request(Payloads.Started("pipe")), .. Request(Payloads.Started("pipe")), .. Request(Payloads.Resolved("pipe"))]);

        var answers = new HttpAnswers(stream);
        JsonElement[] bodies = new JsonElement[3];
        for (int i = 0; i < bodies.Length; i++)
        {
            (int status, string body) = await answers.NextAsync();
            Assert.Equal(i == 0 ? 201 : 200, status);
            bodies[i] = JsonDocument.Parse(body).RootElement;
        }

        Assert.True(bodies[0].GetProperty("triggered").GetProperty("created").GetBoolean());
        Assert.True(bodies[1].GetProperty("triggered").GetProperty("duplicate").GetBoolean());
        Assert.True(bodies[2].GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.Single(bodies.Select(static body => body.GetProperty("incidents")[0].GetString()).Distinct());
    }

    [Fact]
    public async Task A_refused_request_does_not_spoil_the_next_one_on_its_connection()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);

        await stream.WriteAsync((byte[])[.. Request("{x"), .. Request(Payloads.Started("after a refusal"))]);

        Assert.Equal(400, (await answers.NextAsync()).Status);
        Assert.Equal(201, (await answers.NextAsync()).Status);
    }

    [Fact]
    public async Task Webhooks_and_questions_may_take_turns_on_a_connection()
    {
        byte[] webhook = Request(Payloads.Started("in turns"));
        byte[] read = Encoding.ASCII.GetBytes($"GET /v1/incidents?limit=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n\r\n");
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);

        await stream.WriteAsync((byte[])[.. webhook, .. webhook, .. read, .. webhook, .. read]);

        Assert.Equal(201, (await answers.NextAsync()).Status);
        Assert.Equal(200, (await answers.NextAsync()).Status);
        Assert.Contains("\"in turns\"", (await answers.NextAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await answers.NextAsync()).Status);
        Assert.Equal(200, (await answers.NextAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_closes_its_side_behind_its_requests_gets_every_answer()
    {
        const int Requests = 40;
        byte[] webhook = Request(Payloads.Started("half closed"));
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync((byte[])[.. Enumerable.Repeat(webhook, Requests).SelectMany(static bytes => bytes)]);
        stream.Socket.Shutdown(SocketShutdown.Send);

        string all = await RawHttp.ReadToEndAsync(stream);

        Assert.StartsWith("HTTP/1.1 201 ", all, StringComparison.Ordinal);
        Assert.Equal(Requests, all.Split("HTTP/1.1 20").Length - 1);
    }

    [Fact]
    public async Task A_client_that_asks_first_is_told_to_go_on()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("expect"));
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);

        await stream.WriteAsync(RawRequest.HeadOf(server.Token, payload.Length, "Expect: 100-continue"));
        Assert.Equal(100, (await answers.NextAsync()).Status);
        await stream.WriteAsync(payload);

        Assert.Equal(201, (await answers.NextAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_asks_first_with_a_wrong_token_is_refused_without_its_body()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        await stream.WriteAsync(RawRequest.HeadOf("wrong", 1000, "Expect: 100-continue"));

        Assert.Equal(401, (await new HttpAnswers(stream).NextAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_leaves_no_trace()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("left"));
        string before = server.Server.Errors;
        for (int i = 0; i < 20; i++)
        {
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
            await stream.WriteAsync(i % 2 == 0
                ? RawRequest.HeadOf(server.Token, payload.Length)
                : [.. RawRequest.HeadOfChunks(server.Token), .. "ffff\r\n"u8]);
            await stream.WriteAsync(payload.AsMemory(..(i % 4 < 2 ? 20 : payload.Length - 1)));
            if (i % 3 == 0)
            {
                stream.Socket.LingerState = new LingerOption(true, 0);
            }
        }

        Assert.Equal(201, (int)(await server.Http.PostAsync(Payloads.Started("stayed"))).Status);
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static incident => incident.Text("incidentKey") == "left");
        Assert.Equal(before, server.Server.Errors);
    }

    /// <summary>Such a call was not acknowledged, so it may have an effect or not. Sent again, it counts once.</summary>
    [Fact]
    public async Task A_client_that_leaves_before_its_answer_can_send_again()
    {
        string before = server.Server.Errors;
        for (int i = 0; i < 20; i++)
        {
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
            await stream.WriteAsync(Request(Payloads.Started($"impatient {i}")));
        }

        for (int i = 0; i < 20; i++)
        {
            Assert.InRange((int)(await server.Http.PostAsync(Payloads.Started($"impatient {i}"))).Status, 200, 201);
        }

        IEnumerable<string?> keys = (await server.Http.IncidentsAsync()).Select(static incident => incident.Text("incidentKey"));
        Assert.Equal(20, keys.Count(static key => key!.StartsWith("impatient ", StringComparison.Ordinal)));
        Assert.Equal(before, server.Server.Errors);
    }

    private byte[] Request(string payload)
    {
        byte[] body = Encoding.UTF8.GetBytes(payload);
        return [.. RawRequest.HeadOf(server.Token, body.Length), .. body];
    }
}
