using Callgoose.Schema.Destinations;

namespace Callgoose.Tests.Cli;

/// <summary>The page about delivery names every value and every filter that a destination file may use.</summary>
public class KindPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(PageCommandTests.Root, "src", "Callgoose.Delivery", "README.md"));

    [Fact]
    public void The_page_names_every_value() => Assert.All(EventFields.Names, static name => Assert.Contains($"`{name}`", Rows("| value |"), StringComparison.Ordinal));

    [Fact]
    public void The_page_names_every_filter() => Assert.All(
        Enum.GetValues<TextFilterKind>().Select(static filter => filter == TextFilterKind.Cut ? "cut:N" : filter.ToString().ToLowerInvariant()),
        static name => Assert.Contains($"`{name}`", Rows("| filter |"), StringComparison.Ordinal));

    private static string Rows(string head) => Page.Split(head)[1].Split("\n\n")[0];
}
