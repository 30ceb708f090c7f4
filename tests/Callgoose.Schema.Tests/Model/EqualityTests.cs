using System.Text.Json;

namespace Callgoose.Schema.Tests;

/// <summary>Two files with the same meaning are equal, whatever their layout; files with different meanings are not.</summary>
public class EqualityTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentCharacter = '\t', NewLine = "\r\n" };

    [Fact]
    public void A_file_laid_out_anew_says_the_same()
    {
        IntegrationSchema guide = SchemaFiles.Parse(SchemaFiles.Guide);
        using JsonDocument document = JsonDocument.Parse(SchemaFiles.Guide);
        foreach (string text in (string[])[JsonSerializer.Serialize(document), JsonSerializer.Serialize(document, Indented), "\n\n" + SchemaFiles.Guide])
        {
            IntegrationSchema other = SchemaFiles.Parse(text);

            Assert.NotSame(guide, other);
            Assert.Equal(guide, other);
            Assert.Equal(guide.GetHashCode(), other.GetHashCode());
        }
    }

    [Theory]
    [InlineData("\"BetterStack\"", "\"BetterStuck\"")]
    [InlineData("\"betteruptime\"", "\"better-uptime\"")]
    [InlineData("\"better-stack\", \"betteruptime\"", "\"betteruptime\", \"better-stack\"")]
    [InlineData("outgoing webhook", "webhook")]
    [InlineData("\"source\": \"string\"", "\"source\": \"any\"")]
    [InlineData("\"source\": \"string\",", "\"source\": \"string\", \"sauce\": \"string\",")]
    [InlineData("\"trigger\": \"started_at\", ", "")]
    [InlineData("\"high\"", "\"low\"")]
    [InlineData("[\"Started\"]", "[\"Started\", \"Start\"]")]
    [InlineData("\"title\": \"title\"", "\"title\": \"id\"")]
    [InlineData("\"description\": \"description\"", "\"description\": \"title\"")]
    [InlineData("{ \"key\": \"status\", \"contains\": [\"Resolved\"] }", "{ \"contains\": [\"Resolved\"] }")]
    [InlineData("\"template\": \"{\\n", "\"template\": \"{\\n\\n")]
    [InlineData("Status code 500.", "Status code 501.")]
    [InlineData("\"status\": \"started\"", "\"status\": \"st\\u0061rted\"")]
    public void A_file_that_says_something_else_is_not_equal(string part, string other)
    {
        Assert.Contains(part, SchemaFiles.Guide, StringComparison.Ordinal);

        Assert.NotEqual(
            SchemaFiles.Parse(SchemaFiles.Guide), SchemaFiles.Parse(SchemaFiles.Guide.Replace(part, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Lists_are_equal_element_by_element()
    {
        var list = new EquatableArray<string>(["a", "b"]);

        Assert.True(list == new EquatableArray<string>(["a", "b"]));
        Assert.True(list != new EquatableArray<string>(["b", "a"]));
        Assert.True(list != new EquatableArray<string>(["a"]));
        Assert.True(default == new EquatableArray<string>([]));
        Assert.Empty(default(EquatableArray<string>));
        Assert.Equal(default(EquatableArray<string>).GetHashCode(), new EquatableArray<string>([]).GetHashCode());
        Assert.False(list.Equals("a"));
        Assert.Equal("b", list[1]);
    }
}
