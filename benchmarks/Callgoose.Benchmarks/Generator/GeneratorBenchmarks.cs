extern alias generators;

using BenchmarkDotNet.Attributes;
using generators::Callgoose.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Benchmarks.Generator;

/// <summary>The cost of the source generator for a build and for an edit, with as many schema files as a large installation has.</summary>
[BenchmarkCategory("generator")]
public class GeneratorBenchmarks
{
    private const int Files = 500;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private readonly AdditionalText[] files = [.. Enumerable.Range(0, Files).Select(static i => SchemaFileText.Of(i, "first"))];
    private readonly AdditionalText edited = SchemaFileText.Of(Files / 2, "second");
    private readonly CSharpCompilation compilation = CSharpCompilation.Create("Generated");
    private readonly CSharpCompilation changed = CSharpCompilation.Create("Generated", [CSharpSyntaxTree.ParseText("class Unrelated;", Language)]);
    private GeneratorDriver warm = null!;

    /// <summary>Runs once, and checks that everything is emitted and that an edit changes what it should.</summary>
    [GlobalSetup]
    public void Setup()
    {
        warm = Driver().RunGenerators(compilation);
        Expect(warm, (5 * Files) + 1);
        var before = Texts(warm).ToHashSet(StringComparer.Ordinal);
        GeneratorDriver after = warm.ReplaceAdditionalText(files[Files / 2], edited).RunGenerators(compilation);
        Expect(after, (5 * Files) + 1);
        int changedTexts = Texts(after).Count(text => !before.Contains(text));
        if (changedTexts != 1)
        {
            throw new InvalidOperationException($"{changedTexts} texts changed with the description of one file");
        }
    }

    /// <summary>A clean build.</summary>
    [Benchmark(Baseline = true, Description = "500 files, clean")]
    public GeneratorDriver Clean() => Driver().RunGenerators(compilation);

    /// <summary>An edit of one schema file.</summary>
    [Benchmark(Description = "500 files, one edited")]
    public GeneratorDriver OneEdited() => warm.ReplaceAdditionalText(files[Files / 2], edited).RunGenerators(compilation);

    /// <summary>A key pressed in a C# file.</summary>
    [Benchmark(Description = "500 files, an edit elsewhere")]
    public GeneratorDriver EditElsewhere() => warm.RunGenerators(changed);

    private CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new IntegrationGenerator().AsSourceGenerator()], files, Language);

    private static IEnumerable<string> Texts(GeneratorDriver driver) =>
        driver.GetRunResult().GeneratedTrees.Select(static tree => tree.ToString());

    private static void Expect(GeneratorDriver driver, int texts)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        if (result.Diagnostics.Length > 0 || result.GeneratedTrees.Length != texts)
        {
            throw new InvalidOperationException($"{result.GeneratedTrees.Length} texts instead of {texts}, {result.Diagnostics.FirstOrDefault()}");
        }
    }
}
