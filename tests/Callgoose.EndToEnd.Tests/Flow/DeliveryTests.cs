using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>Repeated calls, and calls that are late or out of order (Incidents/README.md rules 5 and 6).</summary>
public sealed class DeliveryTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_late_Started_after_the_Resolved_of_the_guide_opens_nothing()
    {
        string key = Unique();
        string trigger = Payloads.GuideTrigger.Replace("INC-98765", key, StringComparison.Ordinal);
        string resolve = Payloads.GuideResolve.Replace("INC-98765", key, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Created, (await server.Http.PostAsync(trigger)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync(resolve)).Status);
        Reply late = await server.Http.PostAsync(trigger);

        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Contains("\"triggered\":{\"duplicate\":true,\"created\":false}", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await server.Http.IncidentsAsync("&state=active"), incident => incident.Text("incidentKey") == key);
    }

    [Fact]
    public async Task A_Resolved_that_overtakes_its_Started_leaves_nothing_open_and_the_next_outage_opens()
    {
        string key = Unique();
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync(Payloads.GuideResolve.Replace("INC-98765", key, StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync(Payloads.GuideTrigger.Replace("INC-98765", key, StringComparison.Ordinal))).Status);
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), incident => incident.Text("incidentKey") == key);

        string next = Payloads.GuideTrigger.Replace("INC-98765", key, StringComparison.Ordinal).Replace("09:12:00Z", "09:20:01Z", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await server.Http.PostAsync(next)).Status);
    }

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("Idempotency-Key")]
    public async Task A_delivery_that_repeats_gets_the_first_answer_byte_for_byte(string header)
    {
        string key = Unique();
        Reply first = await PostAsync(Payloads.Started(key), header, key);
        await server.Http.PostAsync(Payloads.Resolved(key));
        Reply second = await PostAsync(Payloads.Started(key), header, key);

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        Assert.Single(await server.Http.IncidentsAsync(), incident => incident.Text("incidentKey")!.StartsWith(key, StringComparison.Ordinal));
    }

    /// <summary>A sender that reuses an id loses no page (Incidents/README.md rule 6).</summary>
    [Fact]
    public async Task A_delivery_id_with_another_body_is_a_new_delivery_with_a_warning()
    {
        string key = Unique();
        await PostAsync(Payloads.Started(key), "webhook-id", key);

        Reply other = await PostAsync(Payloads.Started(key + "x"), "webhook-id", key);

        Assert.Equal(HttpStatusCode.Created, other.Status);
        Assert.Contains("delivery_id_reused", other.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await server.Http.IncidentsAsync()).Count(incident => incident.Text("incidentKey")!.StartsWith(key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_delivery_that_matched_nothing_gets_its_reason_again()
    {
        string id = Unique();
        Reply first = await PostAsync("""{"status":"started"}""", "webhook-id", id);
        Reply second = await PostAsync("""{"status":"started"}""", "webhook-id", id);

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
    }

    [Fact]
    public async Task A_refused_delivery_is_not_remembered()
    {
        string id = Unique();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("{", "webhook-id", id)).Status);

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(Payloads.Started(id), "webhook-id", id)).Status);
    }

    [Fact]
    public async Task One_delivery_from_many_connections_at_once_has_one_effect_and_one_answer()
    {
        string key = Unique();
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => PostAsync(Payloads.Started(key), "webhook-id", key)));

        Assert.All(replies, reply => Assert.Equal((HttpStatusCode.Created, replies[0].Text), (reply.Status, reply.Text)));
        Assert.Equal(1, Assert.Single(await server.Http.IncidentsAsync(), incident => incident.Text("incidentKey") == key).GetProperty("occurrences").GetInt32());
    }

    [Fact]
    public async Task Two_tokens_may_use_one_delivery_id()
    {
        string key = Unique();
        await PostAsync(Payloads.Started(key), "webhook-id", key);
        using HttpClient other = server.Server.Client(await server.CreateTokenAsync());

        Reply reply = await PostAsync(Payloads.Started(key), "webhook-id", key, other);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("x\u007f")]
    public async Task What_cannot_be_an_id_is_left_out_with_a_warning(string id)
    {
        Reply reply = await PostAsync(Payloads.Started(Unique()), "webhook-id", id);

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Contains("\"warnings\":[\"delivery_id_ignored\"]", reply.Text, StringComparison.Ordinal);
    }

    private static string Unique() => Guid.NewGuid().ToString();

    private async Task<Reply> PostAsync(string body, string header, string id, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ProcessApi.Path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.True(request.Headers.TryAddWithoutValidation(header, id));
        using HttpResponseMessage response = await (http ?? server.Http).SendAsync(request);
        return await Reply.OfAsync(response);
    }
}
