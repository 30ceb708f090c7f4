using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Light, dark and on a phone: everything fits, and axe reports nothing.</summary>
public sealed class LooksTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("light", 1360, 820)]
    [InlineData("dark", 1360, 820)]
    [InlineData("light", 360, 740)]
    [InlineData("dark", 360, 740)]
    public async Task Every_section_fits_and_is_accessible(string scheme, int width, int height)
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--debug", "--environment", $"{scheme} {width}");
        using HttpClient http = server.Server.Client(token);
        await http.OpenAsync("""{"status":"Started","id":"a-rather-long-incident-key-without-any-blank-in-it-0123456789-0123456789-0123456789","title":"Averylongtitlewithoutanyblankinitthatdoesnotfitonaphoneandhardlyonadesk, and some more words after it"}""");
        string taken = (await http.OpenAsync(Payloads.Started("taken"))).Text("id")!;
        await http.PostAsync("""{"comment":"Looking into it"}""", path: $"/v1/incidents/{taken}/acknowledge");
        await http.OpenAsync("""{"status":"firing","groupKey":"g","title":"Certificate ends soon","commonLabels":{"severity":"info"},"alerts":[{"status":"firing","fingerprint":"f"}]}""", "/v1/process?from=Grafana");
        await http.PostAsync("""{"status":"started"}""");
        await using Visitor visitor = await chromium.VisitAsync(server.Server, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        await LookAsync("sign-in", visitor.Page.GetByLabel("API token"));
        await visitor.SignInAsync(token);
        await LookAsync("incidents", visitor.Row("Certificate"));
        await visitor.Row("BetterStack - T").GetByRole(AriaRole.Link).ClickAsync();
        await LookAsync("incident", visitor.Page.GetByText("Looking into it"));
        if (width < 1000)
        {
            await Assertions.Expect(visitor.Rows.First).ToBeHiddenAsync();
            await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "All incidents" }).ClickAsync();
        }

        await visitor.Row("Certificate").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Resolve") }).ClickAsync();
        await LookAsync("resolve", visitor.Page.GetByRole(AriaRole.Dialog));
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.GoToAsync("API log");
        await LookAsync("log", visitor.Page.Locator(".calls tbody tr").First);
        await visitor.Page.Locator(".calls a").First.ClickAsync();
        await LookAsync("call", visitor.Page.Locator(".verdict").First);
        await visitor.GoToAsync("Explain");
        await visitor.Page.GetByLabel("Payload", new PageGetByLabelOptions { Exact = true }).FillAsync("""{ "status": "Started", "id": "1", "title": "Down" }""");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Explain" }).ClickAsync();
        await LookAsync("explain", visitor.Page.Locator("mark").First);
        await visitor.GoToAsync("Services");
        await LookAsync("services", visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Maintenances" }));
        await visitor.GoToAsync("Destinations");
        await LookAsync("destinations", visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Destinations" }));
        await visitor.GoToAsync("Tokens");
        await LookAsync("tokens", visitor.Page.Locator(".calls tbody tr").First);
        await visitor.GoToAsync("Integrations");
        await LookAsync("integrations", visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Grafana", Exact = true }));
        await visitor.GoToAsync("BetterStack");
        await LookAsync("integration", visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "What the filters do" }));

        async Task LookAsync(string where, ILocator due)
        {
            await Assertions.Expect(due).ToBeVisibleAsync();
            await visitor.PictureAsync($"{scheme}-{width}-{where}");
            await visitor.AssertFitsAsync(where);
            await visitor.AssertAccessibleAsync(where);
        }
    }

    [Fact]
    public async Task The_theme_is_chosen_and_stays_chosen()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        ILocator theme = visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("^Theme") });
        await Assertions.Expect(theme).ToHaveTextAsync("Theme: auto");
        string light = await GroundAsync();

        await theme.ClickAsync();
        await Assertions.Expect(theme).ToHaveTextAsync("Theme: dark");
        Assert.NotEqual(light, await GroundAsync());
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(theme).ToHaveTextAsync("Theme: dark");
        Assert.NotEqual(light, await GroundAsync());

        Task<string> GroundAsync() => visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }
}
