using Callgoose.Page.Tests.Support;

namespace Callgoose.Page.Tests;

/// <summary>Everything that people manage, and fifty incidents, with the longest possible texts: all of it fits, is readable and accessible.</summary>
public sealed class LongestTextsTests(LongestTexts longest, Chromium chromium) : IClassFixture<LongestTexts>
{
    /// <summary>A phone and a desktop. CALLGOOSE_ALL_SIZES=1 adds all others, half a minute each.</summary>
    public static TheoryData<string, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<string, int, int> { { "light", 390, 844 }, { "dark", 1360, 820 } };
            if (Environment.GetEnvironmentVariable("CALLGOOSE_ALL_SIZES") is not null)
            {
                sizes.Add("light", 1360, 820);
                sizes.Add("dark", 390, 844);
                sizes.Add("light", 820, 1180);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task They_fit_and_can_be_read(string scheme, int width, int height)
    {
        await using Visitor visitor = await chromium.VisitAsync(longest.Server, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        await visitor.SignInAsync(longest.Token);
        await Assertions.Expect(visitor.Rows).ToHaveCountAsync(50);
        await LookAsync("incidents");
        await visitor.Rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Webhook").Or(visitor.Page.Locator(".deliveries")).First).ToBeVisibleAsync();
        await LookAsync("incident");
        foreach ((string section, string due) in ((string, string)[])[
            ("Overview", ".plot"), ("Services", ".calls tbody tr"), ("Destinations", ".calls tbody tr"), ("API log", ".calls tbody tr"), ("Tokens", ".calls tbody tr")])
        {
            await visitor.GoToAsync(section);
            await Assertions.Expect(visitor.Page.Locator(due).First).ToBeVisibleAsync();
            await LookAsync(section);
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Squeezed));
        }

        async Task LookAsync(string where)
        {
            await visitor.PictureAsync($"longest-{scheme}-{width}-{where}");
            await visitor.AssertFitsAsync(where);
            await visitor.AssertAccessibleAsync(where);
        }
    }

    // Cells that break words because there is no room: a word of up to 12 letters on more than one line.
    private const string Squeezed = """
        () => [...document.querySelectorAll('.calls td, .calls th')].filter((cell) => cell.checkVisibility() && !/\S{13}/.test(cell.textContent)).filter((cell) => {
          const range = document.createRange();
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (const word of node.data.matchAll(/\S+/g)) {
              range.setStart(node, word.index);
              range.setEnd(node, word.index + word[0].length);
              if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1 && !/[-:/]/.test(word[0])) return true;
            }
          }
          return false;
        }).map((cell) => cell.textContent)
        """;
}
