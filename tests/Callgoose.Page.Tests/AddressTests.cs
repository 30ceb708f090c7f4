using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>The address of a view may be typed, cut off or from an older version: a value that no field knows is ignored.</summary>
public sealed class AddressTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("incidents?sort=newest")]
    [InlineData("incidents?sort=constructor&state=nope&urgency=nope&age=nope")]
    [InlineData("incidents?age=__proto__")]
    [InlineData("incidents?search=%E0%A4%A")]
    public async Task Incidents_are_shown_whatever_stands_there(string address)
    {
        await server.Http.PostAsync("""{"status":"Started","id":"%E0%A4%A","title":"Shown \ufffd\ufffd%A"}""");
        await using Visitor visitor = await VisitAsync(address);

        await Assertions.Expect(visitor.Row("Shown")).ToBeVisibleAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Open" })).ToBeCheckedAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("Order", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(visitor.Page.GetByLabel("Age", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync(string.Empty);
    }

    [Theory]
    [InlineData("overview?range=nope&by=nope")]
    [InlineData("overview?range=constructor")]
    public async Task The_overview_is_shown_whatever_stands_there(string address)
    {
        await using Visitor visitor = await VisitAsync(address);

        await Assertions.Expect(visitor.Page.Locator(".tiles")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "30 days" })).ToBeCheckedAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "By service" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_service_that_is_not_configured_any_more_is_said_to_be_chosen()
    {
        await using Visitor visitor = await VisitAsync("incidents?service=gone");

        await Assertions.Expect(visitor.Page.GetByLabel("Service", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync("gone");
        await Assertions.Expect(visitor.Page.GetByText("Nothing matches.")).ToBeVisibleAsync();
    }

    private async Task<Visitor> VisitAsync(string address)
    {
        Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await visitor.Page.GotoAsync(new Uri(server.Server.Address, "/#/" + address).ToString());
        return visitor;
    }
}
