using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Callgoose.Generators.Tests;

/// <summary>A file that the compiler is given beside the sources.</summary>
internal sealed class InMemoryFile(string path, string text) : AdditionalText
{
    private readonly SourceText text = SourceText.From(text, Encoding.UTF8);

    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
