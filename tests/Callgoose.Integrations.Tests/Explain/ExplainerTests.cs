using System.Text;
using Callgoose.Explain;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;

namespace Callgoose.Integrations.Tests.Explain;

public class ExplainerTests
{
    private const string Started = """{"source":"betterstack","status":"Started","id":"77","title":"Server Down","description":"No answer"}""";

    [Fact]
    public void A_payload_that_passes_is_told_as_the_incident_that_it_would_open()
    {
        ServiceExplanation service = Explain(Started, "betterstack");

        TriggerExplanation trigger = Assert.IsType<TriggerExplanation>(service.Trigger);
        Assert.True(service.IsNamed);
        Assert.Null(service.HeldBack);
        Assert.Null(service.Resolve);
        Assert.Equal(("BetterStack", "high", "77", null), (trigger.Integration, trigger.Urgency, trigger.Key, trigger.KeyRemark));
        Assert.EndsWith("Server Down", trigger.Title, StringComparison.Ordinal);
        Assert.Equal("No answer", trigger.Description);
    }

    [Theory]
    [InlineData("https://ci.example/7", "https://ci.example/7")]
    [InlineData("javascript:alert(1)", null)]
    public void A_link_is_told_if_it_is_one(string text, string? link)
    {
        string body = $$"""{"event_action":"trigger","dedup_key":"1","client_url":"{{text}}","payload":{"summary":"S","source":"s","severity":"error"} }""";

        Assert.Equal(link, Explain(body, "PagerDuty").Trigger!.Link);
    }

    [Fact]
    public void A_part_that_does_not_pass_has_its_reason_and_the_bytes_that_decided()
    {
        string body = Started.Replace("Started", "started", StringComparison.Ordinal);

        PartExplanation part = Explain(body, "BetterStack").Filters[0];

        Assert.False(part.Passed);
        Assert.Contains("differs only in case", part.Why!.Message, StringComparison.Ordinal);
        Assert.Equal("\"started\"", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body), part.Places[0].Start, part.Places[0].Length));
    }

    [Fact]
    public void A_source_that_names_nothing_is_explained_with_every_integration()
    {
        ServiceExplanation service = Explain(Started, "nobody");

        Assert.False(service.IsNamed);
        Assert.True(service.Filters.Select(static part => part.Integration).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("[{BODY},{},{}]", "$ 3 0")]
    [InlineData("[{BODY}]", "")]
    [InlineData("{BODY}", "")]
    public void Elements_of_an_array_that_no_key_looks_at_are_told(string form, string expected)
    {
        ServiceExplanation service = Explain(form.Replace("{BODY}", Started, StringComparison.Ordinal), "BetterStack");

        Assert.NotNull(service.Trigger);
        Assert.Equal(expected, string.Join("; ", service.Unread.Select(static list => $"{list.List} {list.Count} {string.Join(',', list.Looked)}")));
    }

    [Fact]
    public void A_service_that_is_switched_off_says_so_and_what_its_filters_say()
    {
        ServiceExplanation service = Explain(Started, "BetterStack", Service.Default with { IsEnabled = false });

        Assert.Equal(NoEffectReason.ServiceDisabled, service.HeldBack);
        Assert.NotNull(service.Trigger);
    }

    [Theory]
    [InlineData("{\"status\":", PayloadForm.Json, true)]
    [InlineData("{\"status\":", PayloadForm.JsonOrText, false)]
    [InlineData("down", PayloadForm.Text, false)]
    public void What_a_server_refuses_is_not_explained(string body, PayloadForm form, bool isRefused)
    {
        PayloadError error = Explainer.Explain([Service.Default], "BetterStack", Encoding.UTF8.GetBytes(body), form, static _ => null, now: 0, out Explanation? explanation);

        Assert.Equal(isRefused, !error.IsNone);
        Assert.Equal(isRefused, explanation is null);
        Assert.False(explanation?.IsJson ?? false);
    }

    private static ServiceExplanation Explain(string body, string from, Service? service = null)
    {
        PayloadError error = Explainer.Explain([service ?? Service.Default], from, Encoding.UTF8.GetBytes(body), PayloadForm.Json, static _ => null, now: 0, out Explanation? explanation);
        Assert.True(error.IsNone);
        return Assert.Single(explanation!.Services);
    }
}
