using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>The page explains why: the explain box, the API log, and what to paste into a tool.</summary>
public sealed class ReasonTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Explain_tells_what_each_filter_says_and_marks_the_value_that_decided()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.GoToAsync("Explain");
        await visitor.Page.GetByLabel("from", new PageGetByLabelOptions { Exact = true }).FillAsync("BetterStack");
        await visitor.Page.GetByLabel("Payload", new PageGetByLabelOptions { Exact = true }).FillAsync("""{ "ü": "ß", "status": "started", "id": "1" }""");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Explain" }).ClickAsync();

        await Assertions.Expect(visitor.Page.Locator(".verdict").First).ToContainTextAsync("found \"started\", filter wants \"Started\" (differs only in case)");
        await Assertions.Expect(visitor.Page.Locator("mark")).ToHaveTextAsync(["\"started\""]);

        await visitor.Page.GetByLabel("Payload", new PageGetByLabelOptions { Exact = true }).FillAsync("""{ "status": "Started", "id": "1", "title": "Down" }""");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(visitor.Page.Locator("mark.is-good")).ToHaveTextAsync(["\"Started\""]);
        await Assertions.Expect(visitor.Page.GetByText("BetterStack - Down")).ToBeVisibleAsync();

        await visitor.Page.GetByLabel("Payload", new PageGetByLabelOptions { Exact = true }).FillAsync("""{ "status": "Started", }""");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(visitor.Page.GetByText("Refused with 400 at line 1, column 24")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("mark.is-bad")).ToHaveTextAsync(["}"]);
        Assert.Empty(await server.Http.IncidentsAsync("&search=Down"));
    }

    [Fact]
    public async Task The_log_is_empty_with_a_word_what_to_do_and_then_tells_why_of_each_call()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read", "--environment", "logged", "--debug");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(token);
        await visitor.GoToAsync("API log");
        await Assertions.Expect(visitor.Page.GetByText("callgoose tokens debug ID on")).ToBeVisibleAsync();

        using HttpClient own = server.Server.Client(token);
        await own.PostAsync("""{"Status":"Started","id":"<img src=x onerror=alert(1)>"}""");
        ILocator row = visitor.Page.Locator(".calls tbody tr");
        await Assertions.Expect(row).ToContainTextAsync("no filter passed");
        await row.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(visitor.Page.Locator(".verdict").First).ToContainTextAsync("key \"status\" is missing; nearest is \"Status\"");
        await Assertions.Expect(visitor.Page.Locator("mark").First).ToHaveTextAsync("\"Started\"");
        await Assertions.Expect(visitor.Page.GetByText("<img src=x onerror=alert(1)>")).ToBeVisibleAsync();
        Assert.Equal(0, await visitor.Page.Locator("main img").CountAsync());
    }

    [Fact]
    public async Task The_log_says_why_a_call_was_refused_and_what_a_resolve_met()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--environment", "reasons", "--debug");
        using HttpClient own = server.Server.Client(token);
        await own.OpenAsync(Payloads.Started("INC-1"));
        await own.PostAsync("""{"status":"Started",}""");
        await own.PostAsync(Payloads.Resolved("INC-2"));
        await own.PostAsync("""{"status":"Started","id":"{{ incident.id }}"}""");
        using HttpClient stranger = server.Server.Client("cg_thatnobodymade");
        await stranger.PostAsync("{}");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(token);
        await visitor.GoToAsync("API log");
        ILocator rows = visitor.Page.Locator(".calls").First.Locator("tbody tr");

        await Assertions.Expect(rows.Filter(new LocatorFilterOptions { HasText = "400 refused" })).ToContainTextAsync("Line 1, column 21: ");
        ILocator resolve = rows.Filter(new LocatorFilterOptions { HasText = "200 no effect" });
        await Assertions.Expect(resolve).ToContainTextAsync("resolved nothing: no open incident has the key \"INC-2\"; nearest \"INC-1\"");
        await Assertions.Expect(resolve.Locator(".is-good")).ToHaveCountAsync(0);
        await rows.Filter(new LocatorFilterOptions { HasText = "400 refused" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("p.bad")).ToContainTextAsync("Line 1, column 21: ");
        await Assertions.Expect(visitor.Page.GetByText("No service is in reach")).ToHaveCountAsync(0);
        await visitor.AssertAccessibleAsync("refused call");

        await visitor.Page.Locator(".back").ClickAsync();
        await rows.Filter(new LocatorFilterOptions { HasText = "201 created" }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Warning key_unexpanded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_log_tells_what_the_sender_should_mend_in_the_list_and_in_full()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read", "--debug", "--environment", "to mend");
        using HttpClient http = server.Server.Client(token);
        await http.PostAsync("""{"id":"1","title":"Down","status":"down"}""", path: $"/v1/process?from=BetterStak&token={token}");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(token);
        await visitor.GoToAsync("API log");

        ILocator row = visitor.Page.Locator(".calls tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("opened an incident; did you mean from=BetterStack?; has a note");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The token came in the URL")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("The source names no integration. Did you mean from=BetterStack?")).ToBeVisibleAsync();
        await visitor.AssertAccessibleAsync("call with notes");
    }

    [Fact]
    public async Task Admins_see_calls_that_no_token_came_with()
    {
        using HttpClient stranger = server.Server.Client("cg_thatnobodymade");
        await stranger.PostAsync("{}", path: "/v1/process?from=Grafana&token=cg_secretthatishidden");
        await stranger.PostAsync("{}");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.GoToAsync("API log");

        ILocator row = visitor.Page.Locator(".calls").Last.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = "401 refused" }).Filter(new LocatorFilterOptions { HasText = "POST" }).First;
        await Assertions.Expect(row).ToContainTextAsync("127.0.0.1");
        Assert.DoesNotContain("secretthatishidden", await visitor.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.AssertAccessibleAsync("refused calls");
        await visitor.PictureAsync("refused-calls");
    }

    [Fact]
    public async Task An_integration_tells_what_to_paste()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.GoToAsync("Integrations");
        await visitor.GoToAsync("BetterStack");

        await Assertions.Expect(visitor.Page.Locator("pre").First).ToHaveTextAsync(new Uri(server.Server.Address, "/v1/process?from=BetterStack").ToString());
        await Assertions.Expect(visitor.Page.GetByText("{{ incident.attributes.status }}")).ToBeVisibleAsync();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copy URL" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#announcer")).ToHaveTextAsync("URL copied");
        Assert.EndsWith("/v1/process?from=BetterStack", await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
    }
}
