using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the struct of a payload: a field for each key.</summary>
internal static class PayloadEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        CodeWriter code = CodeWriter.File("System", "Callgoose.Payloads");
        code.Line($"/// <summary>A payload of {Literals.Xml(spec.Schema.Name)}, as views over the bytes of its body.</summary>");
        code.GeneratedType($"internal ref struct {spec.Payload.TypeName} : IPayload");
        EmitMembers(code, spec.Payload, spec.RootElements);
        if (spec.LooksAtRoot)
        {
            code.Line();
            code.Line("/// <summary>Whether this was read from JSON: no other body is a list.</summary>");
            code.Line($"public bool {IntegrationSpec.IsJson};");
        }

        SlotEmitter.Emit(code, spec);
        code.Close();
        foreach (ElementSpec element in spec.Elements)
        {
            code.Line();
            code.Line($"/// <summary>What is kept of an element of <c>{Literals.Xml(element.List)}</c>.</summary>");
            code.GeneratedType($"internal ref struct {element.Fields.TypeName}");
            EmitMembers(code, element.Fields);
            code.Close();
        }

        return code.Finish();
    }

    private static void EmitMembers(CodeWriter code, ObjectSpec target, MemberSpec? rootElements = null)
    {
        bool isFirst = true;
        foreach (MemberSpec member in target.Members)
        {
            EmitFields(code, member, ref isFirst);
        }

        if (rootElements is not null)
        {
            EmitFields(code, rootElements, ref isFirst);
        }

        foreach (ObjectSpec nested in target.Nested.Concat(rootElements is null ? [] : [rootElements.Array!]))
        {
            code.Line();
            code.Line($"/// <summary>What is kept of <c>{Literals.Xml(nested.Path)}</c>.</summary>");
            code.Open($"public ref struct {nested.TypeName}");
            EmitMembers(code, nested);
            code.Close();
        }
    }

    private static void EmitFields(CodeWriter code, MemberSpec member, ref bool isFirst)
    {
        string path = Literals.Xml(member.Path);
        if (member.HasValue)
        {
            EmitField(code, $"The value at <c>{path}</c>.", $"Utf8Value {member.ValueIdentifier}", ref isFirst);
        }

        if (member.Object is not null)
        {
            EmitField(code, $"The keys below <c>{path}</c>.", $"{member.Object.TypeName} {member.Identifier}", ref isFirst);
        }

        if (member.Array is not null)
        {
            EmitField(code, $"The elements of <c>{path}</c>.", $"{member.Array.TypeName} {member.ArrayIdentifier}", ref isFirst);
        }
    }

    private static void EmitField(CodeWriter code, string summary, string field, ref bool isFirst)
    {
        code.Separate(ref isFirst);
        code.Line($"/// <summary>{summary}</summary>");
        code.Line($"public {field};");
    }
}
