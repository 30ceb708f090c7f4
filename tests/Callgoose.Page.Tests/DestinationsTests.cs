using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Destinations on the page: where they are configured, why one fails, a test event, and which deliveries wait or were given up.</summary>
public sealed class DestinationsTests(PublishedExecutable executable, Chromium chromium) : IAsyncLifetime
{
    private readonly ConfiguredFolder folder = new(executable);
    private RunningServer server = null!;
    private string token = null!;

    public async ValueTask InitializeAsync()
    {
        // No program listens there.
        folder.Write($$"""
            "data": "data",
            "destinations": { "hook": { "kind": "Webhook", "url": "file:{{folder.Path}}/url" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "url"), "http://127.0.0.1:1/secret-part");
        server = await folder.ServeAsync();
        token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        await http.PostAsync("""{"status":"Started","id":"waits","title":"Waits for its delivery"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_failing_one_says_why_and_its_deliveries_are_skipped_and_retried_by_keyboard()
    {
        await using Visitor visitor = await chromium.VisitAsync(server);
        await visitor.SignInAsync(token);
        await visitor.GoToAsync("Destinations");
        ILocator card = visitor.Page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = "hook" });
        await Assertions.Expect(card).ToContainTextAsync("Line 2 of the configuration file.");
        await Assertions.Expect(card).ToContainTextAsync("cannot connect");
        ILocator waiting = visitor.Page.Locator("[data-key='Waiting table'] tbody tr");
        await Assertions.Expect(waiting).ToHaveCountAsync(1);

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Send a test" }).ClickAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Status)).ToContainTextAsync("not delivered: cannot connect");
        Assert.DoesNotContain("secret-part", await visitor.Page.ContentAsync(), StringComparison.Ordinal);

        await visitor.PictureAsync("destinations-waiting");
        await visitor.AssertAccessibleAsync("destinations");
        await waiting.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Retry" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("The delivery is sent again.")).ToHaveCountAsync(1);
        await Assertions.Expect(waiting).ToContainTextAsync("cannot connect");
        await Assertions.Expect(waiting.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Retry" })).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(waiting).ToHaveCountAsync(0);

        await visitor.GoToAsync("Incidents");
        await visitor.Row("Waits for its delivery").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".deliveries")).ToContainTextAsync("hook triggered: skipped");
    }

    [Fact]
    public async Task Who_may_only_read_sees_it_and_changes_nothing()
    {
        await using Visitor visitor = await chromium.VisitAsync(server);
        await visitor.SignInAsync(await folder.CreateTokenAsync("--scope", "read"));
        await visitor.GoToAsync("Destinations");
        await Assertions.Expect(visitor.Page.Locator("[data-key='Waiting table'] tbody tr")).ToHaveCountAsync(1);

        await Assertions.Expect(visitor.Page.Locator("main").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }
}
