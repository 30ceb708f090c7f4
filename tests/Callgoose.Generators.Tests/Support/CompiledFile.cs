using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Callgoose.Incidents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Generators.Tests;

/// <summary>A schema file compiled into this process.</summary>
internal sealed class CompiledFile
{
    private static readonly ConcurrentDictionary<string, CompiledFile> Known = new(StringComparer.Ordinal);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll"
                or "System.Collections.dll" or "System.Text.Json.dll" or "System.Text.Encodings.Web.dll" or "Callgoose.Payloads.dll" or "Callgoose.Incidents.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Func<ReadOnlySequence<byte>, string> copy;
    private readonly Func<byte[], string> fast;
    private readonly Func<byte[], string> plain;

    private CompiledFile(string text)
    {
        var run = GeneratorRun.Of(Fixture.File("tested", text));
        Assert.Empty(run.Diagnostics);
        string payload = Assert.Single(run.Sources.Keys, static name => name.EndsWith("PayloadReader.g.cs", StringComparison.Ordinal))[..^"Reader.g.cs".Length];
        Assembly assembly = Load(run.Sources, Probe.Source(payload, run.Sources.ContainsKey(payload + "Json.g.cs")));
        Integration = Assert.Single((IReadOnlyList<Integration>)assembly.GetType("Callgoose.Integrations.BuiltInIntegrations")!.GetProperty("All")!.GetValue(null)!);
        fast = assembly.GetType("Probe")!.GetMethod("FastlyRead")!.CreateDelegate<Func<byte[], string>>();
        plain = assembly.GetType("Probe")!.GetMethod("PlainlyRead")!.CreateDelegate<Func<byte[], string>>();
        copy = assembly.GetType("Probe")!.GetMethod("Copy")!.CreateDelegate<Func<ReadOnlySequence<byte>, string>>();
    }

    /// <summary>The one integration.</summary>
    public Integration Integration { get; }

    /// <summary>Compiles a file. The same text is compiled only once.</summary>
    public static CompiledFile Of(string text) => Known.GetOrAdd(text, static text => new CompiledFile(text));

    /// <summary>Compiles emitted code as strictly as the product.</summary>
    public static Assembly Load(IReadOnlyDictionary<string, string> sources, params IEnumerable<string> others)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable);
        IEnumerable<SyntaxTree> trees = sources.Select(static source => GeneratorRun.Parse(source.Value, source.Key)).Concat(others.Select(static text => GeneratorRun.Parse(text)));
        CSharpCompilation compilation = CSharpCompilation.Create("Emitted", trees, References, options);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        image.Position = 0;
        return new AssemblyLoadContext(name: null).LoadFromStream(image);
    }

    /// <summary>The values that the fast reader finds at the places that filters look at; "refused" if the body is not valid.</summary>
    public string FastlyRead(byte[] body) => fast(body);

    /// <summary>The values that the plain reader finds there, for a valid body.</summary>
    public string PlainlyRead(byte[] body) => plain(body);

    /// <summary>The error of a body, or its payload written out.</summary>
    public string Copy(ReadOnlySequence<byte> body) => copy(body);
}
