using System.Globalization;
using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Ten thousand open incidents cost the page no more than fifty.</summary>
public sealed class ManyIncidentsTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const int Count = 10_000;

    [Fact]
    public async Task The_document_stays_small_and_every_incident_can_be_reached()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
            await server.Http.PostAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"status":"Started","id":"many {{number}}","title":"Number {{number}}."}""")));
        await using Visitor visitor = await chromium.VisitAsync(server.Server);
        await visitor.SignInAsync(server.Token);
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync("(10000) Incidents · Callgoose");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(50);
        int nodes = await NodesAsync(visitor);
        Assert.InRange(nodes, 100, 2000);

        string before = await visitor.Rows.First.InnerTextAsync();
        for (int page = 2; page <= 6; page++)
        {
            await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Older" }).ClickAsync();
            await Assertions.Expect(visitor.Page.GetByText($"Page {page},")).ToBeVisibleAsync();
        }

        Assert.NotEqual(before, await visitor.Rows.First.InnerTextAsync());
        Assert.InRange(await NodesAsync(visitor), 100, 2000);

        await visitor.Page.GetByLabel("Search title or incident key").FillAsync("number 0.");
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Rows).ToContainTextAsync("Number 0.");

        // The list stays live with all of them: a new incident appears without a reload.
        await visitor.Page.GetByLabel("Search title or incident key").FillAsync("");
        await server.Http.PostAsync("""{"status":"Started","id":"one more","title":"One more"}""");
        await Assertions.Expect(visitor.Row("One more")).ToBeVisibleAsync();
        Assert.InRange(await NodesAsync(visitor), 100, 2000);

        // The overview counts them all, and its answer is as small as with a few incidents.
        Task<IResponse> report = visitor.Page.WaitForResponseAsync(static answer => answer.Url.Contains("/v1/report", StringComparison.Ordinal) && answer.Ok);
        await visitor.GoToAsync("Overview");
        Assert.InRange((await (await report).BodyAsync()).Length, 1, 64 * 1024);
        await Assertions.Expect(visitor.Page.Locator(".tiles strong").First).ToHaveTextAsync("10001");
        await Assertions.Expect(visitor.Page.Locator(".scale").First).ToContainTextAsync("12000");
        await visitor.PictureAsync("overview-10000");
        await visitor.AssertFitsAsync("overview");
        await visitor.AssertAccessibleAsync("overview");
        Assert.InRange(await NodesAsync(visitor), 100, 2000);
    }

    private static Task<int> NodesAsync(Visitor visitor) => visitor.Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
}
