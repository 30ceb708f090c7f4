using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>The overview, and what an incident's page links to: by mouse, by keyboard, light, dark and on a phone.</summary>
public sealed class OverviewTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private static readonly string Long = new('w', 240);

    [Theory]
    [InlineData("light", 1360, 820)]
    [InlineData("dark", 1360, 820)]
    [InlineData("light", 360, 740)]
    [InlineData("dark", 360, 740)]
    public async Task It_fits_and_is_accessible_with_the_longest_texts(string scheme, int width, int height)
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--debug", "--environment", $"overview {scheme} {width}");
        using HttpClient http = server.Server.Client(token);
        for (int i = 0; i < 50; i++)
        {
            string source = i % 5 == 0 ? "Grafana" : $"{i % 7} {Long[..80]}";
            string body = i % 5 == 0
                ? $$"""{"status":"firing","groupKey":"{{i}}","title":"{{Long}} {{i}}","commonLabels":{"severity":"info"},"alerts":[{"status":"firing","fingerprint":"f"}]}"""
                : $$"""{"status":"Started","id":"{{Long}} {{i % 3}}","title":"{{Long}} {{i}}"}""";
            await http.PostAsync(body, path: $"/v1/process?from={Uri.EscapeDataString(source)}");
            await http.PostAsync($$"""{"status":"Resolved","id":"{{Long}} {{i % 3}}"}""");
        }

        string id = (await http.OpenAsync("""{"status":"Started","id":"tree","title":"With a payload","monitor":{"id":7,"tags":["a","b"],"deep":{"deeper":{"deepest":null}}},"ok":true}""")).Text("id")!;
        await http.PostAsync("""{"status":"Started","id":"tree","title":"With a payload"}""");
        await using Visitor visitor = await chromium.VisitAsync(server.Server, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        await visitor.SignInAsync(token);
        await visitor.GoToAsync("Overview");
        await Assertions.Expect(visitor.Page.Locator(".tiles")).ToContainTextAsync("of high urgency");
        await Assertions.Expect(visitor.Page.Locator(".plot svg")).ToHaveCountAsync(2);
        await LookAsync("overview");

        await visitor.Page.GetByText("24 hours", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await visitor.Page.GetByText("By source", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await visitor.Page.Locator("summary").First.ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Hour" }).First).ToBeVisibleAsync();
        Assert.EndsWith("#/overview?range=24h&by=source", visitor.Page.Url, StringComparison.Ordinal);
        await LookAsync("overview-table");
        await visitor.Page.EvaluateAsync("document.querySelector('.columns').scrollIntoView()");
        await LookAsync("overview-tables");

        await visitor.Page.EvaluateAsync("id => { location.hash = `#/incidents/${id}`; }", id);
        await Assertions.Expect(visitor.Page.Locator(".json").Last).ToContainTextAsync("\"monitor\"");
        await Assertions.Expect(visitor.Page.Locator(".timeline")).ToContainTextAsync("2 reports in all");
        await Assertions.Expect(visitor.Page.Locator(".related")).ToContainTextAsync("www");
        await LookAsync("incident-top");
        await visitor.Page.EvaluateAsync("document.querySelectorAll('.json')[1].scrollIntoView()");
        await LookAsync("incident-payload");

        async Task LookAsync(string where)
        {
            await visitor.PictureAsync($"{scheme}-{width}-{where}");
            await visitor.AssertFitsAsync(where);
            await visitor.AssertAccessibleAsync(where);
        }
    }

    [Fact]
    public async Task By_keyboard_alone_a_time_is_chosen_and_a_table_opened()
    {
        await server.Http.OpenAsync(Payloads.Started("by keyboard"));
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Overview" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "30 days" })).ToBeCheckedAsync();

        await visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "30 days" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "7 days" })).ToBeCheckedAsync();
        await visitor.Page.Locator("figure summary").First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("figure details").First.Locator("tbody tr")).ToHaveCountAsync(8);

        // Events in the meantime change the numbers, and leave the table open and the focus in its place.
        ILocator opened = visitor.Page.Locator(".tiles strong").First;
        int before = int.Parse(await opened.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await server.Http.OpenAsync(Payloads.Started("meanwhile"));
        await Assertions.Expect(opened).ToHaveTextAsync($"{before + 1}", new LocatorAssertionsToHaveTextOptions { Timeout = 15_000 });
        await Assertions.Expect(visitor.Page.Locator("figure summary").First).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("figure details").First).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task An_incident_leads_to_its_call_and_back_and_is_exported()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--debug", "--environment", "there and back");
        using HttpClient http = server.Server.Client(token);
        await http.OpenAsync("""{"status":"Started","id":"back","title":"There and back","description":"in words"}""");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(token);
        await visitor.Row("There and back").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".prose")).ToHaveTextAsync("in words");
        await Assertions.Expect(visitor.Page.Locator(".json")).ToContainTextAsync("\"There and back\"");

        IDownload download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Export as a post-mortem" }).ClickAsync());
        Assert.EndsWith(".md", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.StartsWith("# Post-mortem: BetterStack - There and back\n", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await visitor.Page.Locator(".timeline").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameRegex = new("in the API log$") }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".verdict").First).ToBeVisibleAsync();
        await visitor.Page.Locator(".outcomes a").First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".pane h2")).ToHaveTextAsync("BetterStack - There and back");
    }
}
