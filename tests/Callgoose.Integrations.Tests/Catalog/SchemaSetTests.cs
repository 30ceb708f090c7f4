using System.Text;
using Callgoose.Catalog;

namespace Callgoose.Integrations.Tests.Catalog;

/// <summary>Given files beside the built-in ones.</summary>
public class SchemaSetTests
{
    [Fact]
    public void A_file_that_was_compiled_in_is_not_said_to_replace_itself()
    {
        Assert.Empty(Warnings(BuiltIn("Grafana")));
    }

    [Fact]
    public void A_file_with_the_name_of_a_built_in_one_and_another_content_is_said_to_replace_it()
    {
        Assert.Equal(["CG6009"], Warnings(BuiltIn("Grafana").Replace("\"urgency\": \"low\"", "\"urgency\": \"P5\"", StringComparison.Ordinal)));
    }

    private static string BuiltIn(string name)
    {
        using var reader = new StreamReader(typeof(SchemaSet).Assembly.GetManifestResourceStream($"{name}.integration.json")!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Warnings(string file) =>
        SchemaSet.Of([SchemaFiles.Parse("BuiltIn/Grafana.integration.json", Encoding.UTF8.GetBytes(file))]).Warnings.Select(static warning => warning.Rule.Id);
}
