using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>
/// tests/README.md R4: the guide's trigger, a duplicate of it, its resolve and a late copy of the trigger, in every order: each once, each twice, and
/// all of them twice. The result is one outage that is over.
/// </summary>
public sealed class OrderTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task In_every_order_and_twice_delivered_nothing_stays_open()
    {
        string[] orders = [.. Permutations("TDRL").SelectMany(static order => (string[])[order, Twice(order), order + order])];
        await Task.WhenAll(orders.Chunk(orders.Length / 4).Select(async some =>
        {
            using HttpClient http = server.Server.Client(server.Token);
            foreach (string order in some)
            {
                await SendAsync(http, order);
            }
        }));

        ILookup<string, JsonElement> incidents = (await server.Http.IncidentsAsync()).ToLookup(static incident => incident.Text("incidentKey")!);
        Assert.Equal(72, orders.Length);
        Assert.All(orders, order =>
        {
            // If the resolve comes first, all later calls are about an outage that is over.
            Assert.Equal(order[0] == 'R' ? 0 : 1, incidents[order].Count());
            Assert.All(incidents[order], static incident => Assert.Equal("resolved", incident.Text("state")));
        });
    }

    private static async Task SendAsync(HttpClient http, string order)
    {
        foreach (char what in order)
        {
            string payload = what switch
            {
                'R' => Payloads.GuideResolve,
                'D' => Payloads.GuideTrigger.Replace("Server Down", "Still down", StringComparison.Ordinal),
                _ => Payloads.GuideTrigger,
            };
            Reply reply = await http.PostAsync(payload.Replace("INC-98765", order, StringComparison.Ordinal));
            Assert.True((int)reply.Status is 200 or 201, reply.Text);
        }
    }

    private static IEnumerable<string> Permutations(string letters) => letters.Length == 0
        ? [string.Empty]
        : letters.SelectMany(letter => Permutations(letters.Replace(letter.ToString(), string.Empty, StringComparison.Ordinal)).Select(rest => letter + rest));

    private static string Twice(string order) => string.Concat(order.SelectMany(static letter => new[] { letter, letter }));
}
