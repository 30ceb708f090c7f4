using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Many incidents at once: selecting, filtering, sorting, and sharing a view.</summary>
public sealed class TriageTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Several_are_selected_acknowledged_and_resolved()
    {
        await using Visitor visitor = await VisitAsync("bulk", ["one", "two", "three"]);
        await visitor.Row("bulk one").GetByRole(AriaRole.Checkbox).CheckAsync();
        await visitor.Row("bulk two").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(visitor.Page.Locator(".bulk")).ToContainTextAsync("2 selected");

        // New incidents in the meantime do not change the selection.
        await server.Http.PostAsync(Started("bulk meanwhile", "bulk meanwhile"));
        await visitor.Page.Locator(".bulk").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Acknowledge 2" }).ClickAsync();
        await Assertions.Expect(visitor.Row("bulk one").Locator(".state")).ToHaveTextAsync("Acknowledged");
        await Assertions.Expect(visitor.Row("bulk two").Locator(".state")).ToHaveTextAsync("Acknowledged");
        await Assertions.Expect(visitor.Row("bulk three").Locator(".state")).ToHaveTextAsync("Triggered");
        await Assertions.Expect(visitor.Page.Locator(".bulk")).Not.ToContainTextAsync("selected");

        await visitor.Page.GetByLabel("Search title or incident key").FillAsync("bulk t");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(2);
        await visitor.Page.GetByLabel("Select all of this page").CheckAsync();
        await visitor.PictureAsync("triage-selected");
        await visitor.AssertAccessibleAsync("selected rows");
        await visitor.Page.Locator(".bulk").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Resolve 2" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByLabel("Comment").FillAsync("All of them");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_view_stands_in_the_address_and_can_be_sent()
    {
        await using Visitor visitor = await VisitAsync("view", ["one", "two"]);
        await visitor.Page.GetByLabel("Search title or incident key").FillAsync("view t");
        await visitor.Page.Locator("#urgency").SelectOptionAsync("high");
        await visitor.Page.Locator("#sort").SelectOptionAsync("oldest");
        await visitor.Page.Locator("#age").SelectOptionAsync("24h");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(1);
        await visitor.Row("view two").Locator(".age").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new("view two") })).ToBeVisibleAsync();
        string address = visitor.Page.Url;

        IPage other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(address);
        await Assertions.Expect(other.Locator(".incident")).ToHaveCountAsync(1);
        await Assertions.Expect(other.GetByLabel("Search title or incident key")).ToHaveValueAsync("view t");
        await Assertions.Expect(other.Locator("#sort")).ToHaveValueAsync("oldest");
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new("view two") })).ToBeVisibleAsync();

        await visitor.Page.Locator("#age").SelectOptionAsync("-24h");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tabs_have_counts_the_end_of_an_id_is_found_and_keys_are_shown()
    {
        await using Visitor visitor = await VisitAsync("counted", ["one"]);
        await Assertions.Expect(visitor.Page.Locator("[data-count=active]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^ [0-9]+$"));
        string id = await visitor.Row("counted one").GetAttributeAsync("data-id") ?? string.Empty;

        await visitor.Page.Keyboard.PressAsync("/");
        await visitor.Page.Keyboard.TypeAsync(id[^8..]);
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Row("counted one")).ToBeVisibleAsync();
        await visitor.Row("counted one").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("acknowledges the row");
        await visitor.AssertAccessibleAsync("keys");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Row("counted one").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
    }

    private static string Started(string id, string title) => $$"""{"status":"Started","id":"{{id}}","title":"{{title}}"}""";

    private async Task<Visitor> VisitAsync(string round, string[] names)
    {
        foreach (string name in names)
        {
            await server.Http.OpenAsync(Started($"{round} {name}", $"{round} {name}"));
        }

        Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await Assertions.Expect(visitor.Row($"{round} {names[0]}")).ToBeVisibleAsync();
        return visitor;
    }
}
