using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Links from anywhere: whatever follows the number sign, the page shows it or says that it does not know it.</summary>
public sealed class LinkTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private static readonly string[] Nowhere =
        ["#/__proto__", "#/constructor/x", "#/toString", "#/hasOwnProperty/__proto__", "#/nothing", "#/integrations/%E0%A4%A", "#/incidents/%", "#/%E0%A4%A"];

    private static readonly string[] Missing = ["#/integrations/__proto__", "#/incidents/__proto__", "#/log/constructor", "#/integrations/%2e%2e%2ftokens"];

    [Fact]
    public async Task A_link_that_leads_nowhere_says_so()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        foreach (string hash in Nowhere)
        {
            await visitor.Page.EvaluateAsync("hash => { location.hash = hash; }", hash);
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Not found" })).ToBeVisibleAsync();
            await visitor.AssertAccessibleAsync(hash);

            await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Go to the incidents" }).ClickAsync();
            await Assertions.Expect(visitor.Page.Locator("#search")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused_in_words()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        foreach (string hash in Missing)
        {
            await visitor.Page.EvaluateAsync("hash => { location.hash = hash; }", hash);
            await Assertions.Expect(visitor.Page.Locator("main .notice")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task The_page_of_the_tool_is_linked_by_its_host_and_nothing_else_is()
    {
        (string title, string other) = ($"linked {Guid.NewGuid()}", $"bare {Guid.NewGuid()}");
        await OpenAsync(title, "https://tool.example:8443/alerts/7");
        await OpenAsync(other, "javascript:alert(1)");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);

        await visitor.Row(other).First.ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = other })).ToBeVisibleAsync();
        Assert.Equal(0, await visitor.Page.Locator("a[target=_blank]").CountAsync());
        Assert.Equal(0, await visitor.Page.Locator("a[href^=javascript]").CountAsync());

        await visitor.Row(title).First.ClickAsync();
        ILocator link = visitor.Page.Locator("a[target=_blank]");
        await Assertions.Expect(link).ToHaveTextAsync("tool.example:8443");
        await Assertions.Expect(link).ToHaveAttributeAsync("href", "https://tool.example:8443/alerts/7");
        await Assertions.Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await visitor.AssertAccessibleAsync("an incident with a link");
    }

    [Fact]
    public async Task A_title_cannot_turn_the_direction_of_what_is_shown()
    {
        string text = $"abc\u202Edef {Guid.NewGuid()}";
        await server.Http.OpenAsync(Payloads.Started(text));
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);

        await Assertions.Expect(visitor.Row("abc\uFFFDdef").First).ToBeVisibleAsync();
        Assert.DoesNotContain('\u202E', await visitor.Page.Locator("main").InnerTextAsync());
    }

    private Task<System.Text.Json.JsonElement> OpenAsync(string title, string link) => server.Http.OpenAsync(
        $$"""{"event_action":"trigger","dedup_key":"{{title}}","client_url":"{{link}}","payload":{"summary":"{{title}}","source":"s","severity":"error"} }""",
        "/v1/process?from=PagerDuty");
}
