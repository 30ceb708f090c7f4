using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>An incoming event takes away neither focus nor typed text, selection or scroll position.</summary>
public sealed class FocusTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const string Focused = "(document.activeElement.id || document.activeElement.textContent).slice(0, 60)";

    [Fact]
    public async Task A_comment_is_typed_while_the_incident_repeats_and_others_come()
    {
        await server.Http.OpenAsync("""{"status":"Started","id":"typed","title":"Written about","description":"Some words to select."}""");
        await using Visitor visitor = await OpenAsync("Written about");
        const string Comment = "Looked at it: the disk of the first node is full, calling 12.";
        await visitor.Page.Locator("#comment").FocusAsync();

        for (int at = 0; at < Comment.Length; at += 6)
        {
            await server.Http.PostAsync("""{"status":"Started","id":"typed","title":"Written about","description":"Some words to select."}""");
            await server.Http.PostAsync(Started($"beside {at}", $"Another {at}"));
            await visitor.Page.Keyboard.TypeAsync(Comment[at..Math.Min(Comment.Length, at + 6)]);
            await Assertions.Expect(visitor.Row("Written about")).ToContainTextAsync($"{(at / 6) + 2} times");
        }

        await Assertions.Expect(visitor.Page.Locator("#comment")).ToHaveValueAsync(Comment);
        await Assertions.Expect(visitor.Page.Locator("#comment")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_typed_stays_when_somebody_else_resolves()
    {
        string id = (await server.Http.OpenAsync(Started("gone", "Taken away"))).Text("id")!;
        await using Visitor visitor = await OpenAsync("Taken away");
        await visitor.Page.Locator("#comment").FocusAsync();
        await visitor.Page.Keyboard.TypeAsync("It was the cable");

        await server.Http.PostAsync("{}", path: $"/v1/incidents/{id}/resolve");
        await Assertions.Expect(visitor.Page.Locator(".timeline li")).ToContainTextAsync(["Triggered", "Resolved"]);

        await Assertions.Expect(visitor.Page.Locator("#comment")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("#comment")).ToHaveValueAsync("It was the cable");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".timeline li").Last).ToContainTextAsync("It was the cable");
    }

    [Fact]
    public async Task A_selection_and_scroll_places_stay()
    {
        string lines = string.Join("\\n", Enumerable.Range(0, 200).Select(static line => $"line {line}"));
        string body = $$"""{"status":"Started","id":"long","title":"Long one","description":"{{lines}}"}""";
        await server.Http.OpenAsync(body);
        await using Visitor visitor = await OpenAsync("Long one");
        await visitor.Page.EvaluateAsync("""
            () => {
              const text = document.querySelector('pre.payload');
              text.scrollTop = 300;
              document.querySelector('.pane').scrollTop = 40;
              getSelection().setBaseAndExtent(text.firstChild, 5, text.firstChild, 25);
            }
            """);

        await server.Http.PostAsync(body);
        await Assertions.Expect(visitor.Page.Locator(".pane")).ToContainTextAsync("Occurrences2");

        Assert.Equal(
            "300 40 20",
            await visitor.Page.EvaluateAsync<string>("`${document.querySelector('pre.payload').scrollTop} ${document.querySelector('.pane').scrollTop} ${getSelection().toString().length}`"));
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("Control+Enter")]
    public async Task The_keys_go_on_after_the_dialog(string end)
    {
        string round = end.Replace("+", " ", StringComparison.Ordinal);
        foreach (string name in (string[])["third", "second", "first"])
        {
            await server.Http.OpenAsync(Started($"{name} {round}", $"{name} of {round}"));
        }

        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.Row($"first of {round}").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await server.Http.PostAsync(Started($"second {round}", $"second of {round}"));
        await Assertions.Expect(visitor.Row($"second of {round}")).ToContainTextAsync("2 times");
        await visitor.Page.Keyboard.PressAsync(end);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        // Esc leaves the row; when a row is resolved, the next one takes its place.
        if (end == "Escape")
        {
            await Assertions.Expect(visitor.Row($"first of {round}").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
            await visitor.Page.Keyboard.PressAsync("j");
        }
        else
        {
            await Assertions.Expect(visitor.Row($"first of {round}")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(visitor.Row($"second of {round}").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(visitor.Row($"third of {round}").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("k");
        Assert.StartsWith($"BetterStack - second of {round}", await visitor.Page.EvaluateAsync<string>(Focused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_go_on_when_the_row_has_left_the_page_behind_the_dialog()
    {
        await server.Http.OpenAsync(Started("pushed", "Pushed from the page"));
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.Row("Pushed from the page").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("r");
        for (int i = 0; i < 50; i++)
        {
            await server.Http.PostAsync(Started($"pushes {i}", $"Pushes {i}"));
        }

        await Assertions.Expect(visitor.Row("Pushed from the page")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visitor.Rows.First.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(visitor.Rows.Nth(1).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
    }

    private static string Started(string id, string title) => $$"""{"status":"Started","id":"{{id}}","title":"{{title}}"}""";

    private async Task<Visitor> OpenAsync(string title)
    {
        Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.Row(title).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#comment")).ToBeVisibleAsync();
        return visitor;
    }
}
