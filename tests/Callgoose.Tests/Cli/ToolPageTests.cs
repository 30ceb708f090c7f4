using System.Globalization;
using System.Text;
using Callgoose.Catalog;
using Callgoose.Cli;
using Callgoose.Schema;

namespace Callgoose.Tests.Cli;

/// <summary>The page of all tools is the output of <c>callgoose integrations NAME</c> for each. <c>CALLGOOSE_WRITE_PAGES=1</c> rewrites it.</summary>
public class ToolPageTests
{
    private const int Width = 120;

    private const string Head = """
        # Set up a tool

        What to paste into each tool, as `callgoose integrations NAME` prints it. `TOKEN` is what `callgoose tokens create` printed, `YOUR-HOST` where the server can be reached.
        [Better Stack](BetterStack.md) has a page of its own. A tool that is not here [gets a schema file](../Catalog/FromAPayload.md). Generated from the files in this folder.

        """;

    [Fact]
    public void The_page_is_what_the_command_prints()
    {
        string file = Path.Combine(PageCommandTests.Root, "src", "Callgoose.Integrations", "BuiltIn", "Tools.md");
        string page = Page();
        if (Environment.GetEnvironmentVariable("CALLGOOSE_WRITE_PAGES") == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.True(page == File.ReadAllText(file), "Tools.md is not what the integration files say: CALLGOOSE_WRITE_PAGES=1 dotnet test --project tests/Callgoose.Tests -c Release --filter-class '*ToolPageTests' writes it.");
    }

    private static string Page()
    {
        IntegrationSchema[] tools = [.. SchemaSet.Read([]).Schemas.OrderBy(static schema => schema.Name, StringComparer.OrdinalIgnoreCase)];
        var page = new StringBuilder(Head).Append('\n');
        foreach (IntegrationSchema tool in tools)
        {
            page.Append(CultureInfo.InvariantCulture, $"- [{tool.Name}](#{tool.Name.ToLowerInvariant()})\n");
        }

        foreach (IntegrationSchema tool in tools)
        {
            string text = IntegrationText.SetUp(tool, "https://YOUR-HOST").ReplaceLineEndings("\n");
            page.Append(CultureInfo.InvariantCulture, $"\n## {tool.Name}\n\n```text\n{Wrapped(text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..])}```\n");
        }

        return page.ToString();
    }

    /// <summary>
    /// Wraps lines of words that would make a page scroll sideways; continuation lines are indented further. Text that people paste elsewhere stays as
    /// it is.
    /// </summary>
    private static string Wrapped(string text)
    {
        var wrapped = new StringBuilder();
        bool isWords = true;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            string indent = new(' ', line.Length - line.TrimStart().Length);
            string rest = line;
            isWords = wrapped.Length == 0 || line is "Also known as" or "Filters" || (isWords && indent.Length > 0);
            while (isWords && rest.Length > Width && rest.LastIndexOf(' ', Width) is int at && at > indent.Length)
            {
                wrapped.Append(rest.AsSpan(0, at)).Append('\n');
                rest = (indent.Length == 0 ? string.Empty : indent + "  ") + rest[(at + 1)..];
            }

            wrapped.Append(rest).Append('\n');
        }

        return wrapped.ToString();
    }
}
