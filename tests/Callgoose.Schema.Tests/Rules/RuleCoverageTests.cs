namespace Callgoose.Schema.Tests;

/// <summary>Every rule has a broken file and a page.</summary>
public class RuleCoverageTests
{
    public static TheoryData<string> Ids => new(SchemaRules.All.Select(static rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_broken_file(string id) => Assert.True(BrokenFiles.All.Concat(WarnedFiles.All).Any(file => file.Rule == id) || id == SchemaRules.ReplacesBuiltIn.Id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_its_title_a_wrong_and_a_right_example(string id)
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", id + ".md"));

        SchemaRule rule = SchemaRules.All.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Wrong\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Right\n", page, StringComparison.Ordinal);
        Assert.InRange(page.Split('\n').Length, 10, 40);
    }

    [Fact]
    public void There_is_no_page_without_a_rule()
    {
        IEnumerable<string?> pages = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Pages")).Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(SchemaRules.All.Concat(Destinations.DestinationRules.All).Select(static rule => rule.Id).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_is_in_the_list_once_in_the_order_of_ids()
    {
        IEnumerable<object?> rules = typeof(SchemaRules).GetFields().Where(static field => field.FieldType == typeof(SchemaRule)).Select(static field => field.GetValue(null));

        Assert.Equal(rules.Cast<SchemaRule>().OrderBy(static rule => rule.Id, StringComparer.Ordinal), SchemaRules.All);
        Assert.Distinct(SchemaRules.All.Select(static rule => rule.Id));
    }
}
