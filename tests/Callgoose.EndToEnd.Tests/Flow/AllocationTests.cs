using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>
/// What a webhook allocates in the whole process: nothing in our code, and in the HTTP server what benchmarks/WhatWasTried.md lists under "What still
/// allocates". A connection that sends many in one write changes threads more often than one that waits for its answers.
/// </summary>
public class AllocationTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("Authorization: Bearer ", 360)]
    [InlineData("X-Callgoose-Auth: ", 520)]
    public async Task A_webhook_allocates_what_the_HTTP_server_needs_and_no_more(string header, int mostBytes)
    {
        const int Webhooks = 20_000;
        using HttpClient http = server.Server.Client(server.Token);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await SendAsync(stream, header, "warm up", 2000);

        // Reading the metrics allocates objects too: two readings in a row show how many.
        double first = await AllocatedAsync();
        double telling = await AllocatedAsync() - first;
        double before = await AllocatedAsync();
        await SendAsync(stream, header, "counted", Webhooks);
        double each = (await AllocatedAsync() - before - telling) / Webhooks;

        Assert.InRange(each, double.NegativeInfinity, mostBytes);

        async Task<double> AllocatedAsync() => (await Metrics.OfAsync(http))["dotnet_gc_allocated_bytes_total"];
    }

    /// <summary>Sends incidents of ten keys, with a hundred requests in each write.</summary>
    private async Task SendAsync(NetworkStream stream, string header, string name, int count)
    {
        const int Together = 100;
        byte[] requests = [.. Enumerable.Range(0, Together).SelectMany(i => Request(header, $"{name} {i % 10}"))];
        var answers = new HttpAnswers(stream);
        for (int i = 0; i < count; i += Together)
        {
            await stream.WriteAsync(requests);
            for (int n = 0; n < Together; n++)
            {
                Assert.InRange((await answers.NextAsync()).Status, 200, 201);
            }
        }
    }

    private byte[] Request(string header, string key)
    {
        byte[] body = Encoding.UTF8.GetBytes(Payloads.Started(key));
        string head = $"POST {ProcessApi.Path} HTTP/1.1\r\nHost: x\r\n{header}{server.Token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
