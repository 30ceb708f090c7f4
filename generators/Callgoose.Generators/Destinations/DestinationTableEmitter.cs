using Callgoose.Generators.Emit;
using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Destinations;

/// <summary>Emits the table of all compiled kinds.</summary>
internal static class DestinationTableEmitter
{
    /// <summary>Emits the file.</summary>
    /// <param name="names">The names of the kinds, in order.</param>
    public static string Emit(EquatableArray<string> names)
    {
        CodeWriter code = CodeWriter.In("Callgoose.Destinations", "Callgoose.Schema.Destinations");
        code.Line("/// <summary>The kinds of all destination files that were compiled in.</summary>");
        code.GeneratedType("internal static class CompiledDestinations");
        code.Line("/// <summary>Makes the kind of a file; null if it was not compiled in.</summary>");
        code.Line("public static DestinationKind? Create(DestinationSchema schema) => schema.Name switch");
        code.Line("{");
        code.Indent();
        foreach (string name in names)
        {
            code.Line($"{Literals.Text(name)} => new {Identifiers.Type(name)}Destination(schema),");
        }

        code.Line("_ => null,");
        code.Outdent();
        code.Line("};");
        code.Close();
        return code.Finish();
    }
}
