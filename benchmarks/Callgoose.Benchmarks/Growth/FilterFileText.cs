using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Callgoose.Benchmarks.Growth;

/// <summary>A schema file with a number of filters. The guide's trigger passes none of them.</summary>
internal sealed class FilterFileText(string name, int filters) : AdditionalText
{
    /// <summary>The maximum number of filters in a file.</summary>
    public const int MaxFilters = 64;

    /// <inheritdoc/>
    public override string Path => $"/schemas/{name}.integration.json";

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        IEnumerable<string> all = Enumerable.Range(0, filters).Select(i =>
            $$"""
            { "name": "f{{i}}", "urgency": "high", "trigger": { "when": { "key": "description", "contains": ["code {{i}} of {{name}}"] },
              "incident_mapped_with": "id", "title": "title", "description": "description" } }
            """);
        return SourceText.From(
            $$"""
            { "name": "{{name}}", "extended": true, "payload": { "id": "string", "title": "string", "description": "string" },
              "filters": [ {{string.Join(", ", all)}} ] }
            """,
            Encoding.UTF8);
    }
}
