using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Acknowledging and resolving, with a mouse and without one.</summary>
public sealed class ActingTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Clicks_acknowledge_and_resolve_with_a_comment_and_the_timeline_tells()
    {
        await server.Http.OpenAsync("""{"status":"Started","id":"click","title":"Clicked one","description":"It is down."}""");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        ILocator row = visitor.Row("Clicked one");

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Acknowledge") }).ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Acknowledged");

        await row.GetByRole(AriaRole.Link).ClickAsync();
        ILocator pane = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Incident", Exact = true });
        await Assertions.Expect(pane.GetByText("It is down.")).ToBeVisibleAsync();
        await pane.GetByLabel("Comment").FillAsync("Not mine");
        await pane.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Unacknowledge" }).ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Triggered");

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Resolve") }).ClickAsync();
        ILocator dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Triggered");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Resolve") }).ClickAsync();
        await dialog.GetByLabel("Comment").FillAsync("Cable replaced");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Resolve" }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(pane.Locator(".timeline li")).ToContainTextAsync(["Triggered by incident", "Acknowledged by token first start", "Not mine", "Cable replaced"]);
    }

    [Fact]
    public async Task All_of_it_works_with_the_keyboard_alone()
    {
        await server.Http.OpenAsync("""{"status":"Started","id":"key 1","title":"Typed one"}""");
        await server.Http.OpenAsync("""{"status":"Started","id":"key 2","title":"Typed two"}""");
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        IKeyboard keyboard = visitor.Page.Keyboard;
        await Assertions.Expect(visitor.Page.GetByLabel("API token")).ToBeFocusedAsync();
        await keyboard.TypeAsync(server.Token);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Row("Typed two")).ToBeVisibleAsync();

        // Only tabs, to the first row; each focused element on the way has a visible outline.
        for (int tabs = 0; await visitor.Page.EvaluateAsync<bool>("!document.activeElement.closest('.incident')"); tabs++)
        {
            Assert.True(tabs < 40, "no row is reached by tabs");
            await keyboard.PressAsync("Tab");
        }

        Assert.Equal("solid", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visitor.Row("Typed one").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await keyboard.PressAsync("a");
        await Assertions.Expect(visitor.Row("Typed one").Locator(".state")).ToHaveTextAsync("Acknowledged");
        await Assertions.Expect(visitor.Row("Typed one").GetByRole(AriaRole.Link)).ToBeFocusedAsync();

        await keyboard.PressAsync("r");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog).GetByLabel("Comment")).ToBeFocusedAsync();
        await keyboard.TypeAsync("By keys");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Row("Typed one")).ToHaveCountAsync(0);

        await visitor.Row("Typed two").GetByRole(AriaRole.Link).FocusAsync();
        await keyboard.PressAsync("r");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await visitor.Row("Typed two").GetByRole(AriaRole.Link).FocusAsync();
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new("Typed two") })).ToBeVisibleAsync();
    }
}
