using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Who can sign in, what they may do, and how a session ends.</summary>
public sealed class SignInTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_token_signs_in_a_reload_stays_signed_in_and_signing_out_ends_it()
    {
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.Page.GetByLabel("API token").FillAsync("cg_wrong");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "no valid token" })).ToBeVisibleAsync();

        await visitor.SignInAsync(server.Token);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");
        Assert.DoesNotContain(server.Token, await visitor.Page.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie, document.documentElement.outerHTML])"), StringComparison.Ordinal);

        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("API token")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Whoever_may_only_read_is_offered_nothing_to_act_with()
    {
        await server.Http.OpenAsync(Payloads.Started("read only"));
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(await server.CreateTokenAsync("--scope", "read"));

        await visitor.Rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Timeline" })).ToBeVisibleAsync();

        Assert.Equal(0, await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("Acknowledge|Resolve") }).CountAsync());
        Assert.Equal(0, await visitor.Page.Locator("#comment").CountAsync());
    }

    [Fact]
    public async Task A_revoked_token_ends_the_session_with_the_reason()
    {
        string token = await server.CreateTokenAsync("--scope", "read");
        using HttpClient own = server.Server.Client(token);
        string id = (await own.ReadAsync("/v1/session")).Text("tokenId")!;
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(token);
        await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");

        await CommandResult.RunAsync(server.Executable, "tokens", "revoke", id, "--data", server.Data);

        await Assertions.Expect(visitor.Page.GetByText("The session has ended")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("API token")).ToBeVisibleAsync();
    }
}
