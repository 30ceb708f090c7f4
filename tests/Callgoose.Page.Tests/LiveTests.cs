using System.Diagnostics;
using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Committed changes show without a reload, also after the server was away.</summary>
public sealed class LiveTests(PublishedExecutable executable, Chromium chromium)
{
    [Fact]
    public async Task New_incidents_repeats_and_ends_show_by_themselves_and_nothing_is_lost_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        string token;
        Uri address;
        RunningServer first = await RunningServer.StartAsync(executable, folder.Data);
        await using (first)
        {
            token = await first.WaitForFirstTokenAsync();
            address = first.Address;
            using HttpClient http = first.Client(token);
            await using Visitor visitor = await chromium.VisitAsync(first);
            await visitor.SignInAsync(token);
            await Assertions.Expect(visitor.Page.GetByText("Nothing is open.")).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");

            await http.PostAsync(Started("a", "First one"));
            await Assertions.Expect(visitor.Row("First one")).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.Locator("#announcer")).ToContainTextAsync("New incident: BetterStack - First one");
            await Assertions.Expect(visitor.Page).ToHaveTitleAsync("(1) Incidents · Callgoose");
            await http.PostAsync(Started("a", "First one"));
            await Assertions.Expect(visitor.Row("First one")).ToContainTextAsync("2 times");
            await http.PostAsync(Payloads.Resolved("a"));
            await Assertions.Expect(visitor.Row("First one")).ToHaveCountAsync(0);

            Assert.Equal(0, await first.SignalAsync("TERM"));
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be reached");
            await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Offline");

            ProcessStartInfo again = Start.Of(executable.Path, "serve", "--data", folder.Data, "--urls", address.GetLeftPart(UriPartial.Authority));
            await using RunningServer second = await RunningServer.StartAsync(again);
            using HttpClient back = second.Client(token);
            await back.PostAsync(Started("b", "While away"));
            await Assertions.Expect(visitor.Row("While away")).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");
            await Assertions.Expect(visitor.Page.Locator("#banner")).ToBeHiddenAsync();
            await back.PostAsync(Started("c", "And after"));
            await Assertions.Expect(visitor.Row("And after")).ToBeVisibleAsync();
        }
    }

    private static string Started(string id, string title) => $$"""{"status":"Started","id":"{{id}}","title":"{{title}}"}""";
}
