using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Callgoose.Benchmarks.Generator;

/// <summary>A schema file as the compiler gets it: Better Stack's under another name.</summary>
internal sealed class SchemaFileText(string path, SourceText text) : AdditionalText
{
    private static readonly string BetterStack = ReadResource();

    /// <inheritdoc/>
    public override string Path => path;

    /// <summary>Makes a file.</summary>
    /// <param name="number">Distinguishes it from others.</param>
    /// <param name="description">Its description, in which one edit differs from another.</param>
    public static SchemaFileText Of(int number, string description)
    {
        string text = BetterStack
            .Replace("\"name\": \"BetterStack\"", $"\"name\": \"Tool{number}\"", StringComparison.Ordinal)
            .Replace("\"aliases\": [\"better-stack\", \"betteruptime\"]", $"\"aliases\": [\"tool-{number}\"]", StringComparison.Ordinal)
            .Replace("\"description\": \"Better Stack", $"\"description\": \"{description}", StringComparison.Ordinal);
        return new SchemaFileText($"/schemas/Tool{number}.integration.json", SourceText.From(text, Encoding.UTF8));
    }

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => text;

    private static string ReadResource()
    {
        using Stream stream = typeof(Catalog.SchemaSet).Assembly.GetManifestResourceStream("BetterStack.integration.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
