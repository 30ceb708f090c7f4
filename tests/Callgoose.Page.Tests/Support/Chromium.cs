[assembly: AssemblyFixture(typeof(Callgoose.Page.Tests.Support.Chromium))]

namespace Callgoose.Page.Tests.Support;

/// <summary>The system's browser, shared by all tests; CALLGOOSE_CHROMIUM names another one.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const float Patience = 60_000;

    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CALLGOOSE_CHROMIUM") ?? "/usr/bin/chromium",
            Timeout = Patience,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens the page of a server in a browser context of its own.</summary>
    public async Task<Visitor> VisitAsync(RunningServer server, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await Browser.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1360, Height = 820 } });
        context.SetDefaultTimeout(Patience);
        var visitor = new Visitor(context, await context.NewPageAsync(), server.Address);
        await visitor.Page.GotoAsync(server.Address.ToString());
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
