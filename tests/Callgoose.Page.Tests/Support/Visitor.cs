using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Callgoose.Page.Tests.Support;

/// <summary>A person who uses the page. Whatever they do, the page requests nothing outside the server, and no script fails or is blocked.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = [];

    public Visitor(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => faults.Enqueue("error: " + error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("Trusted", StringComparison.Ordinal))
            {
                faults.Enqueue("console: " + message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                faults.Enqueue("request: " + request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>The rows of the list.</summary>
    public ILocator Rows => Page.Locator(".incident");

    /// <summary>Signs in by pasting a token, as a person does.</summary>
    public async Task SignInAsync(string token)
    {
        await Page.GetByLabel("API token").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Sections" })).ToBeVisibleAsync();
    }

    /// <summary>Opens a section by its link.</summary>
    public Task GoToAsync(string section) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = section, Exact = true }).ClickAsync();

    /// <summary>The row of an incident, by a part of its title.</summary>
    public ILocator Row(string title) => Rows.Filter(new LocatorFilterOptions { HasText = title });

    /// <summary>Checks the current view with axe: it must report nothing, whatever the severity.</summary>
    public async Task AssertAccessibleAsync(string where)
    {
        AxeResult result = await Page.RunAxe();
        string[] violations =
        [
            .. result.Violations.Select(violation => $"{where}: {violation.Impact} {violation.Id} {string.Join(" | ", violation.Nodes.Select(static node => node.Html))}"),
        ];
        Assert.Empty(violations);
    }

    /// <summary>Nothing is wider than the screen.</summary>
    public async Task AssertFitsAsync(string where)
    {
        int[] widths = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{where}: {widths[0]} pixels wide on {widths[1]}");
    }

    /// <summary>Saves a picture for a person to look at, in the folder that CALLGOOSE_SCREENSHOTS names.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CALLGOOSE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.Empty(faults);
    }
}
