using System.Collections.Immutable;
using System.Text;
using Callgoose.Catalog;
using Callgoose.Doors;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Services;
using Callgoose.Storage.Tokens;
using Callgoose.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

public class ServicesStepTests
{
    private const string Passes = """{"status":"Started","id":"1"}""";
    private const string FitsNothing = """{"status":"Unknown"}""";

    private static readonly Service On = Named("on");
    private static readonly Service Off = Named("off") with { IsEnabled = false };
    private static readonly Service Resting = Named("resting") with { Maintenance = [Always([])] };
    private static readonly Service RestingForDb = Named("resting for db") with { Maintenance = [Always([new TagFilter(["db"])])] };
    private static readonly Service Empty = new("empty", null, new IntegrationCatalog([]));

    [Fact]
    public void Each_service_in_reach_gets_an_action_in_order()
    {
        WebhookCall webhook = Run(Passes, On, Off, Named("other"), Resting, Empty);

        Assert.Equal(["on", "other", "resting"], webhook.Call.Actions.ToArray().Select(static action => action.Scope.Service));
        Assert.Equal([false, false, true], webhook.Call.Actions.ToArray().Select(static action => action.IsSuppressed));
    }

    [Fact]
    public void A_maintenance_with_tags_holds_back_only_payloads_that_have_them()
    {
        Assert.Equal(1, Run(Passes, RestingForDb).Call.Actions.Length);
        WebhookCall held = Run("""{"status":"Started","id":"1","on":"db"}""", RestingForDb);
        Assert.True(Assert.Single(held.Call.Actions.ToArray()).IsSuppressed);
        Assert.False(held.Call.AnyFilterPassed);
    }

    [Theory]
    [InlineData(Passes, "on resting", null)]
    [InlineData(Passes, "off", "ServiceDisabled")]
    [InlineData(FitsNothing, "off", "ServiceDisabled")]
    [InlineData(Passes, "resting", "InMaintenance")]
    [InlineData(FitsNothing, "resting", "InMaintenance")]
    [InlineData(Passes, "off resting", "InMaintenance")]
    [InlineData(FitsNothing, "resting off", "InMaintenance")]
    [InlineData(Passes, "off empty", "ServiceDisabled")]
    [InlineData(FitsNothing, "empty resting", "InMaintenance")]
    [InlineData(FitsNothing, "on", "NoFilterMatched")]
    [InlineData(FitsNothing, "off on resting empty", "NoFilterMatched")]
    [InlineData(FitsNothing, "empty", "UnknownSource")]
    [InlineData(Passes, "empty", "UnknownSource")]
    [InlineData(FitsNothing, "", "UnknownSource")]
    public void The_service_that_came_nearest_to_an_effect_gives_the_reason(string payload, string names, string? reason)
    {
        ImmutableArray<Service> services = [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Known)];

        WebhookCall webhook = Run(payload, services);

        Assert.Equal(reason is null, webhook.Call.AnyFilterPassed);
        if (reason is not null)
        {
            Assert.Equal(reason, webhook.Call.Reason.ToString());
        }
    }

    [Fact]
    public void In_maintenance_a_resolve_applies_and_an_acknowledgement_does()
    {
        WebhookCall resolve = Run("""{"status":"Resolved","id":"1"}""", Resting);
        Assert.Equal("incident", Assert.Single(resolve.Call.Actions.ToArray()).ResolveFilter);
        Assert.True(resolve.Call.AnyFilterPassed);

        WebhookCall acknowledge = Run("""{"status":"Acknowledged","id":"1"}""", Resting);
        Assert.Equal("acknowledged", Assert.Single(acknowledge.Call.Actions.ToArray()).AcknowledgeFilter);
        Assert.True(acknowledge.Call.AnyFilterPassed);
    }

    [Fact]
    public void A_filter_that_passed_and_was_held_back_speaks_louder_than_one_that_did_not_pass()
    {
        Service other = new("other", null, new IntegrationCatalog([new Named("Other")]));

        Assert.Equal(NoEffectReason.ServiceDisabled, Run(Passes, other, Off).Call.Reason);
        Assert.Equal(NoEffectReason.InMaintenance, Run(Passes, other, Off, Resting).Call.Reason);
        Assert.Equal(NoEffectReason.NoFilterMatched, Run(FitsNothing, other, Off, Resting).Call.Reason);
    }

    [Theory]
    [InlineData(TokenKind.Global, null, "one two three")]
    [InlineData(TokenKind.Team, "core", "one three")]
    [InlineData(TokenKind.Team, "Core", "")]
    [InlineData(TokenKind.Service, "two", "two")]
    [InlineData(TokenKind.Service, "core", "")]
    public void The_token_decides_which_services_are_met(TokenKind kind, string? boundTo, string expected)
    {
        WebhookCall webhook = Webhooks.Received(Encoding.UTF8.GetBytes(Passes));
        webhook.Token = Webhooks.Token with { Kind = kind, BoundTo = boundTo };

        Assert.Null(Webhooks.Run(webhook, [Named("one") with { Team = "core" }, Named("two"), Named("three") with { Team = "core" }]));

        Assert.Equal(expected, string.Join(' ', webhook.Call.Actions.ToArray().Select(static action => action.Scope.Service)));
    }

    [Fact]
    public void A_broken_body_is_refused_whatever_the_state_of_the_services()
    {
        foreach (ImmutableArray<Service> services in (ImmutableArray<Service>[])[[On], [Off], [Resting], [Empty], []])
        {
            Assert.Equal(400, Webhooks.Run(Webhooks.Received("{"u8), services)?.Status);
        }
    }

    [Fact]
    public void Going_through_services_of_every_state_allocates_nothing()
    {
        ImmutableArray<Service> services = [On, Off, Resting, RestingForDb, Empty, Named("other")];
        byte[][] bodies = [Encoding.UTF8.GetBytes(Passes), Encoding.UTF8.GetBytes(FitsNothing), [.. """{"status":"Started","on":"db"}"""u8]];
        var webhook = new WebhookCall();
        IFeatureCollection features = Webhooks.Features();

        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            foreach (byte[] body in bodies)
            {
                Webhooks.Receive(webhook, features, body);
                Webhooks.Run(webhook, services);
                ProcessAnswer.Append(webhook.Call.Text, webhook.Call);
                webhook.End();
            }
        }));
    }

    private static Service Known(string name) => ((Service[])[On, Off, Resting, Empty]).Single(service => service.Name == name);

    private static Service Named(string name) => new(name, null, Service.Default.Integrations);

    private static MaintenanceWindow Always(ImmutableArray<TagFilter> filters) => new(long.MinValue, long.MaxValue, filters);

    private static WebhookCall Run(string payload, params ImmutableArray<Service> services)
    {
        WebhookCall webhook = Webhooks.Received(Encoding.UTF8.GetBytes(payload));
        Assert.Null(Webhooks.Run(webhook, services));
        return webhook;
    }
}
