using System.Collections.Concurrent;
using Callgoose.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Callgoose.Generators.Diagnostics;

/// <summary>Reports problems of schema files as diagnostics of the compiler: errors, which prevent compiling the file, and warnings.</summary>
internal static class SchemaDiagnostics
{
    private const string Category = "Callgoose.Schema";

    private static readonly ConcurrentDictionary<string, DiagnosticDescriptor> Descriptors = new(StringComparer.Ordinal);

    /// <summary>Creates the diagnostic.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">The problem.</param>
    public static Diagnostic Create(string path, SchemaProblem problem)
    {
        SchemaLocation place = problem.Location;
        var location = Location.Create(
            path,
            new TextSpan(place.Start, place.Length),
            new LinePositionSpan(Position(place.From), Position(place.To)));
        return Diagnostic.Create(Descriptors.GetOrAdd(problem.Rule.Id, _ => Describe(problem.Rule)), location, problem.Message);
    }

    private static DiagnosticDescriptor Describe(SchemaRule rule) => new(
        rule.Id,
        rule.Title,
        "{0}",
        Category,
        rule.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: $"rules/{rule.Id}.md",
        customTags: rule.IsWarning ? [] : [WellKnownDiagnosticTags.NotConfigurable]);

    private static Microsoft.CodeAnalysis.Text.LinePosition Position(Schema.LinePosition position) => new(position.Line, position.Character);
}
