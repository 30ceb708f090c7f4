using Callgoose.Generators.Diagnostics;
using Callgoose.Generators.Model;
using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Destinations;

/// <summary>Compiles each destination file into a kind that writes its messages, and all of them into one table.</summary>
/// <remarks>As with schema files, code depends only on the meaning of a file, and diagnostics depend on its text.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class DestinationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(string Path, DestinationParseResult Result)> files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(DestinationSchema.FileEnding, StringComparison.Ordinal))
            .Select(static (file, cancellation) => (file.Path, DestinationParser.Parse(file.GetText(cancellation)?.ToString() ?? string.Empty)));

        IncrementalValuesProvider<DestinationSchema> schemas = files
            .Where(static file => file.Result.Schema is not null)
            .Select(static (file, _) => file.Result.Schema!);

        IncrementalValueProvider<EquatableArray<string>> names = schemas
            .Select(static (schema, _) => schema.Name)
            .Collect()
            .Select(static (all, _) => new EquatableArray<string>(all.OrderBy(static name => name, StringComparer.Ordinal)));

        context.RegisterSourceOutput(schemas, static (output, schema) =>
            output.AddSource($"{Identifiers.Type(schema.Name)}Destination.g.cs", DestinationEmitter.Emit(schema)));
        context.RegisterSourceOutput(names, static (output, all) =>
        {
            if (all.Count > 0)
            {
                output.AddSource("CompiledDestinations.g.cs", DestinationTableEmitter.Emit(all));
            }
        });
        context.RegisterSourceOutput(files, static (output, file) =>
        {
            foreach (SchemaProblem problem in file.Result.Problems)
            {
                output.ReportDiagnostic(SchemaDiagnostics.Create(file.Path, problem));
            }
        });
    }
}
