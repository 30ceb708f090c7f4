using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Generators.Tests;

/// <summary>
/// A run of the generator. After every run there is a second one, after an edit elsewhere in the project. It must find everything in the cache.
/// </summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private readonly GeneratorDriver driver;
    private readonly CSharpCompilation compilation;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation)
    {
        this.driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        this.compilation = compilation;
        Result = Assert.Single(this.driver.GetRunResult().Results);
        Assert.Null(Result.Exception);
        AssertNothingIsNewAfterAnEditElsewhere();
    }

    /// <summary>The result of the run.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The emitted texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    /// <summary>The errors that were reported, in order of place.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Reported(DiagnosticSeverity.Error);

    /// <summary>The warnings that were reported, in order of place.</summary>
    public IEnumerable<Diagnostic> Warnings => Reported(DiagnosticSeverity.Warning);

    private IEnumerable<Diagnostic> Reported(DiagnosticSeverity severity) =>
        Result.Diagnostics.Where(diagnostic => diagnostic.Severity == severity).OrderBy(static diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start);

    /// <summary>Runs the generator over files.</summary>
    public static GeneratorRun Of(params AdditionalText[] files)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new IntegrationGenerator().AsSourceGenerator()], files, Language, optionsProvider: null, options);
        return new GeneratorRun(driver, CSharpCompilation.Create("Tested", [Parse("internal static class First;")]));
    }

    /// <summary>Runs it again, with one file replaced.</summary>
    public GeneratorRun Replace(AdditionalText old, AdditionalText replacement) => new(driver.ReplaceAdditionalText(old, replacement), compilation);

    /// <summary>How each output of a step was produced.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Reasons(Result.TrackedSteps[step]);

    /// <summary>The hint names of the texts that were emitted again.</summary>
    public IEnumerable<string> EmittedAnew => Result.TrackedOutputSteps.Values
        .SelectMany(static steps => steps)
        .SelectMany(static step => step.Outputs)
        .Where(static output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
        .SelectMany(static output => HintNames(output.Value))
        .Order(StringComparer.Ordinal);

    public static SyntaxTree Parse(string text, string path = "") =>
        CSharpSyntaxTree.ParseText(text, Language, path, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<IncrementalStepRunReason> Reasons(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    /// <summary>The value of an output step is a pair of the emitted texts and the diagnostics, of types that are internal to the compiler.</summary>
    private static IEnumerable<string> HintNames(object output)
    {
        object texts = ((System.Runtime.CompilerServices.ITuple)output)[0]!;
        return ((System.Collections.IEnumerable)texts).Cast<object>()
            .Select(static text => (string)text.GetType().GetProperty("HintName")!.GetValue(text)!);
    }

    private void AssertNothingIsNewAfterAnEditElsewhere()
    {
        GeneratorDriver second = driver.RunGenerators(
            compilation.Clone().AddSyntaxTrees(Parse("internal static class Unrelated;")), TestContext.Current.CancellationToken);
        GeneratorRunResult again = Assert.Single(second.GetRunResult().Results);
        IEnumerable<KeyValuePair<string, ImmutableArray<IncrementalGeneratorRunStep>>> steps = again.TrackedSteps
            .Where(static step => step.Key is TrackingNames.ParsedFiles or TrackingNames.Specs or TrackingNames.Conflicts or TrackingNames.Table)
            .Concat(again.TrackedOutputSteps);
        Assert.NotEmpty(steps);
        Assert.All(steps, static step => Assert.All(
            Reasons(step.Value),
            static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString())));
    }
}
