using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>When a session ends, or the server is away, typed text is not lost.</summary>
public sealed class SessionTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const string Typed = "It was the cable, and nobody had";

    [Fact]
    public async Task What_is_typed_is_still_there_after_signing_in_again()
    {
        await server.Http.PostAsync("""{"status":"Started","id":"typed","title":"Typed about"}""");
        await using Visitor visitor = await VisitAsync();
        await visitor.Row("Typed about").GetByRole(AriaRole.Link).ClickAsync();
        await visitor.Page.Locator("#comment").FillAsync(Typed);
        await EndSessionAsync(visitor);

        // The page says so, and shows nothing that needs a session.
        await Assertions.Expect(visitor.Page.GetByText("The session has ended")).ToBeVisibleAsync();
        Assert.DoesNotContain("Bearer", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.GetByText("Typed about")).ToHaveCountAsync(0);

        await visitor.SignInAsync(server.Token);
        await Assertions.Expect(visitor.Page.Locator("#comment")).ToHaveValueAsync(Typed);
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".timeline")).ToContainTextAsync(Typed);
    }

    [Fact]
    public async Task A_comment_in_a_dialog_is_still_there_too()
    {
        await server.Http.PostAsync("""{"status":"Started","id":"dialog","title":"Dialog about"}""");
        await using Visitor visitor = await VisitAsync();
        await visitor.Row("Dialog about").GetByRole(AriaRole.Link).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("r");
        await visitor.Page.Keyboard.TypeAsync(Typed);
        await EndSessionAsync(visitor);
        await visitor.SignInAsync(server.Token);

        await Assertions.Expect(visitor.Page.Locator("#resolve-comment")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("#resolve-comment")).ToHaveValueAsync(Typed);
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(visitor.Row("Dialog about")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Somebody_else_who_signs_in_sees_nothing_of_it()
    {
        await server.Http.PostAsync("""{"status":"Started","id":"else","title":"Not yours"}""");
        await using Visitor visitor = await VisitAsync();
        await visitor.Row("Not yours").GetByRole(AriaRole.Link).ClickAsync();
        await visitor.Page.Locator("#comment").FillAsync(Typed);
        await EndSessionAsync(visitor);

        await visitor.SignInAsync(await server.CreateTokenAsync("--scope", "read,admin", "--environment", "another"));
        await Assertions.Expect(visitor.Page.GetByText("No incident has this id").Or(visitor.Page.Locator(".pane .notice"))).ToBeVisibleAsync();

        await Assertions.Expect(visitor.Page.GetByText("Not yours")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#comment")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("Overview")]
    [InlineData("Services")]
    [InlineData("Destinations")]
    [InlineData("API log")]
    [InlineData("Tokens")]
    [InlineData("Incidents")]
    public async Task A_section_that_cannot_be_read_says_so_and_is_read_once_it_can(string section)
    {
        await using Visitor visitor = await VisitAsync();
        await visitor.GoToAsync("Explain");
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.GoToAsync(section);

        await Assertions.Expect(visitor.Page.Locator("main").GetByText("The server cannot be reached.")).ToBeVisibleAsync();

        await visitor.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(visitor.Page.Locator("main").GetByText("The server cannot be reached.")).ToHaveCountAsync(0);
    }

    private async Task<Visitor> VisitAsync()
    {
        Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");
        return visitor;
    }

    // As when somebody signs out in a second tab.
    private async Task EndSessionAsync(Visitor visitor)
    {
        IPage other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(server.Server.Address.ToString());
        await other.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(other.GetByText("You are signed out.")).ToBeVisibleAsync();
        await other.CloseAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("API token")).ToBeVisibleAsync();
    }
}
