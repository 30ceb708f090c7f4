using Callgoose.Generators.Diagnostics;
using Callgoose.Generators.Emit;
using Callgoose.Generators.Model;
using Callgoose.Schema;
using Microsoft.CodeAnalysis;

namespace Callgoose.Generators;

/// <summary>
/// Compiles each schema file into a payload, its reader and System.Text.Json serializer, its filters and its integration, and all of them
/// into one table.
/// </summary>
/// <remarks>
/// Code depends only on the meaning of a file, and diagnostics depend on its text: after an edit that only moves lines, the generator
/// reports its diagnostics again but emits nothing.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class IntegrationGenerator : IIncrementalGenerator
{
    /// <summary>The end of the name of a schema file.</summary>
    public const string FileEnding = ".integration.json";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedFile> files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(FileEnding, StringComparison.Ordinal))
            .Select(static (file, cancellation) => ParsedFile.Parse(file.Path, file.GetText(cancellation)?.ToString() ?? string.Empty))
            .WithTrackingName(TrackingNames.ParsedFiles);

        IncrementalValueProvider<EquatableArray<NameConflict>> conflicts = files
            .Collect()
            .Select(static (all, _) => NameConflict.Find(all))
            .WithTrackingName(TrackingNames.Conflicts);

        // A file with the name of another one is reported and not emitted.
        IncrementalValuesProvider<IntegrationSpec> specs = files
            .Combine(conflicts)
            .Where(static pair => pair.Left.Schema is not null && !pair.Right.Any(conflict => conflict.Path == pair.Left.Path))
            .Select(static (pair, _) => SpecBuilder.Build(pair.Left.Schema!))
            .WithTrackingName(TrackingNames.Specs);

        IncrementalValueProvider<EquatableArray<string>> table = specs
            .Select(static (spec, _) => spec.TypeName)
            .Collect()
            .Select(static (names, _) => new EquatableArray<string>(names.OrderBy(static name => name, StringComparer.Ordinal)))
            .WithTrackingName(TrackingNames.Table);

        context.RegisterSourceOutput(specs, static (output, spec) => EmitIntegration(output, spec));
        context.RegisterSourceOutput(table, static (output, names) => output.AddSource("BuiltInIntegrations.g.cs", TableEmitter.Emit(names)));
        context.RegisterSourceOutput(files, static (output, file) => Report(output, file.Path, file.Problems.Concat(file.Warnings)));
        context.RegisterSourceOutput(conflicts, static (output, found) =>
        {
            foreach (NameConflict conflict in found)
            {
                Report(output, conflict.Path, [conflict.Problem]);
            }
        });
    }

    private static void EmitIntegration(SourceProductionContext output, IntegrationSpec spec)
    {
        output.AddSource($"{spec.TypeName}Payload.g.cs", PayloadEmitter.Emit(spec));
        output.AddSource($"{spec.TypeName}PayloadReader.g.cs", ReaderEmitter.Emit(spec));
        if (spec.Schema.Payload is not null)
        {
            output.AddSource($"{spec.TypeName}PayloadJson.g.cs", JsonEmitter.Emit(spec));
        }

        output.AddSource($"{spec.TypeName}Filters.g.cs", MatcherEmitter.Emit(spec));
        output.AddSource($"{spec.TypeName}Integration.g.cs", IntegrationEmitter.Emit(spec));
    }

    private static void Report(SourceProductionContext output, string path, IEnumerable<SchemaProblem> problems)
    {
        foreach (SchemaProblem problem in problems)
        {
            output.ReportDiagnostic(SchemaDiagnostics.Create(path, problem));
        }
    }
}
