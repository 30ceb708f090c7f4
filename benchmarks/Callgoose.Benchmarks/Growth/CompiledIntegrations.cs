extern alias generators;

using System.Reflection;
using System.Runtime.Loader;
using Callgoose.Incidents;
using generators::Callgoose.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Benchmarks.Growth;

/// <summary>Schema files compiled into this process, by the same generator as the product's.</summary>
internal static class CompiledIntegrations
{
    private static readonly string[] References =
    [
        "System.Private.CoreLib.dll", "System.Runtime.dll", "System.Memory.dll", "System.Collections.dll", "System.Text.Json.dll",
        "Callgoose.Payloads.dll", "Callgoose.Incidents.dll",
    ];

    /// <summary>Compiles files.</summary>
    /// <exception cref="InvalidOperationException">The emitted code does not compile.</exception>
    public static IReadOnlyList<Integration> Of(IEnumerable<AdditionalText> files)
    {
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Grown",
            references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(static path => References.Contains(Path.GetFileName(path)))
                .Select(static path => MetadataReference.CreateFromFile(path)),
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new IntegrationGenerator().AsSourceGenerator()], files, language)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var image = new MemoryStream();
        if (generated.Emit(image) is { Success: false } result)
        {
            throw new InvalidOperationException(result.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString());
        }

        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("grown").LoadFromStream(image);
        return (IReadOnlyList<Integration>)assembly.GetType("Callgoose.Integrations.BuiltInIntegrations")!.GetProperty("All")!.GetValue(null)!;
    }
}
