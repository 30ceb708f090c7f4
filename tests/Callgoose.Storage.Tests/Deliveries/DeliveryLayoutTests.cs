using System.Text.RegularExpressions;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Deliveries;

namespace Callgoose.Storage.Tests;

/// <summary>The file matches its version, and the page about the data folder describes it.</summary>
public partial class DeliveryLayoutTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "storage.md"));

    [Fact]
    public void Every_table_column_and_index_is_on_the_page_with_its_version()
    {
        DatabaseLayout layout = DeliveryLayout.Current;
        string heading = $"\n### delivery.db, version {layout.Version} (`0x{layout.ApplicationId:X}`)\n";
        Assert.Contains(heading, Page, StringComparison.Ordinal);
        string section = Page.Split(heading)[1].Split("\n### ")[0];

        string[] names = [.. NamePattern().Matches(layout.Tables).Select(static match => match.Groups[1].Value).Where(static name => name != "PRIMARY")];
        Assert.InRange(names.Length, 30, 60);
        Assert.All(names, name => Assert.Contains($"`{name}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public void The_numbers_of_states_are_on_the_page() => Assert.Contains(
        "\n| `deliveries.state` in `delivery.db` | " + string.Join(", ", Enum.GetValues<DeliveryState>().Select(static state => $"{(int)state} {state.ToText()}")) + " |",
        Page, StringComparison.Ordinal);

    /// <summary>The word after CREATE TABLE or CREATE INDEX, and the word before a type.</summary>
    [GeneratedRegex(@"(?:CREATE (?:TABLE|INDEX) |[(,]\s*)(\w+)(?= (?:\(|ON|INTEGER|TEXT|BLOB))")]
    private static partial Regex NamePattern();
}
