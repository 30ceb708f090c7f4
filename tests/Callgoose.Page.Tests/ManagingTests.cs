using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Services, maintenances and tokens on the page, and the notices that reach a person who looks at something else.</summary>
public sealed class ManagingTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_maintenance_is_begun_extended_and_ended_and_typed_text_stays_while_events_arrive()
    {
        await using Visitor visitor = await VisitAsync();
        await visitor.GoToAsync("Services");
        ILocator reason = visitor.Page.GetByLabel("Reason");
        await reason.PressSequentiallyAsync("a new ");
        await server.Http.PostAsync(Payloads.Started("INC-while-typing"));
        await visitor.Page.WaitForResponseAsync(static answer => answer.Url.EndsWith("/v1/services", StringComparison.Ordinal));
        await Assertions.Expect(reason).ToBeFocusedAsync();
        await reason.PressSequentiallyAsync("disk");
        await Assertions.Expect(reason).ToHaveValueAsync("a new disk");
        await visitor.Page.GetByLabel("Only calls with these texts").FillAsync("held-1 && T\nheld-2");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Begin maintenance" }).ClickAsync();
        ILocator row = visitor.Page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = "a new disk" });
        await Assertions.Expect(row).ToContainTextAsync("running");
        await Assertions.Expect(row).ToContainTextAsync("Only calls with held-1 and T, or with held-2");

        await server.Http.PostAsync(Payloads.Started("held-2"));
        ILocator service = visitor.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "in maintenance" });
        await Assertions.Expect(service.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "1", Exact = true })).ToBeVisibleAsync();
        await visitor.PictureAsync("services-maintenance");
        await visitor.AssertAccessibleAsync("services");
        await visitor.AssertFitsAsync("services");

        string before = (await row.Locator("p").First.TextContentAsync())!;
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^1 hour longer") }).ClickAsync();
        await Assertions.Expect(row.Locator("p").First).Not.ToHaveTextAsync(before);
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^End now") }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row).ToContainTextAsync("ended");
        await visitor.GoToAsync("Incidents");
        await Assertions.Expect(visitor.Page.GetByText("held-2", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_is_made_its_secret_is_shown_once_and_it_is_revoked()
    {
        await using Visitor visitor = await VisitAsync();
        await visitor.GoToAsync("Tokens");
        await visitor.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("made here");
        await visitor.Page.Keyboard.PressAsync("Enter");
        ILocator secret = visitor.Page.Locator(".secret");
        await Assertions.Expect(secret).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^cg_"));
        await visitor.PictureAsync("tokens-secret");
        await visitor.AssertAccessibleAsync("tokens");
        await visitor.AssertFitsAsync("tokens");
        string made = (await secret.TextContentAsync())!;
        await visitor.GoToAsync("Services");
        await visitor.GoToAsync("Tokens");
        ILocator row = visitor.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "made here" });
        await Assertions.Expect(row).ToContainTextAsync("valid");
        Assert.DoesNotContain(made, await visitor.Page.ContentAsync(), StringComparison.Ordinal);

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Revoke") }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Revoke" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("revoked");
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_tokens_and_begins_nothing()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(await server.CreateTokenAsync("--scope", "read"));
        await visitor.GoToAsync("Services");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Maintenances" })).ToBeVisibleAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Tokens" })).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Begin maintenance" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_tab_counts_and_a_notification_comes_once_it_is_chosen()
    {
        await using Visitor visitor = await VisitAsync();
        await visitor.Page.Context.GrantPermissionsAsync(["notifications"]);
        await visitor.Page.EvaluateAsync("""
            () => {
              window.seen = [];
              window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted'; constructor(title, { body }) { window.seen.push(`${title}: ${body}`); } };
            }
            """);
        await server.Http.PostAsync(Payloads.Started("INC-not-yet"));
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\([0-9]+\) "));
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Notifications" }).ClickAsync();
        await visitor.Page.GetByLabel("Show a desktop notification").CheckAsync();
        await visitor.Page.GetByLabel("Play a sound").CheckAsync();
        await visitor.PictureAsync("notifications");
        await visitor.AssertAccessibleAsync("notifications");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await server.Http.PostAsync("""{"status":"Started","id":"INC-noticed","title":"Noticed"}""");

        await visitor.Page.WaitForFunctionAsync("() => window.seen.length === 1");
        Assert.Equal("BetterStack - Noticed: high urgency, default", await visitor.Page.EvaluateAsync<string>("window.seen[0]"));
        Assert.Contains("text-anchor", Uri.UnescapeDataString((await visitor.Page.Locator("link[rel=icon]").GetAttributeAsync("href"))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_slash_searches_from_every_section()
    {
        await using Visitor visitor = await VisitAsync();
        await visitor.GoToAsync("Tokens");
        await visitor.Page.Locator("body").ClickAsync(new LocatorClickOptions { Position = new Position { X = 2, Y = 300 } });
        await visitor.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(visitor.Page.Locator("#search")).ToBeFocusedAsync();
    }

    private async Task<Visitor> VisitAsync()
    {
        Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(await server.CreateTokenAsync("--scope", "process,read,admin"));
        return visitor;
    }
}
