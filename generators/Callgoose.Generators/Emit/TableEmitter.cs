using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the table of all integrations.</summary>
internal static class TableEmitter
{
    /// <summary>Emits the file.</summary>
    /// <param name="typeNames">The prefixes of the names of their types, in order.</param>
    public static string Emit(EquatableArray<string> typeNames)
    {
        CodeWriter code = CodeWriter.File("System.Collections.Generic", "Callgoose.Incidents");
        code.Line("/// <summary>The integrations of all schema files that were compiled in.</summary>");
        code.GeneratedType("internal static class BuiltInIntegrations");
        code.Line("/// <summary>All of them, by name.</summary>");
        code.Line("public static IReadOnlyList<Integration> All { get; } =");
        code.Line("[");
        code.Indent();
        foreach (string typeName in typeNames)
        {
            code.Line($"{typeName}Integration.Instance,");
        }

        code.Outdent();
        code.Line("];");
        code.Close();
        return code.Finish();
    }
}
