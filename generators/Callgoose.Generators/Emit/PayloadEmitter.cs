using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the struct of a payload: a field for each key.</summary>
internal static class PayloadEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        CodeWriter code = CodeWriter.File("Callgoose.Payloads");
        code.Line($"/// <summary>A payload of {Literals.Xml(spec.Schema.Name)}, as views over the bytes of its body.</summary>");
        Emit(code, spec.Payload, generated: true);
        return code.Finish();
    }

    private static void Emit(CodeWriter code, ObjectSpec target, bool generated)
    {
        if (generated)
        {
            code.GeneratedType($"internal ref struct {target.TypeName}");
        }
        else
        {
            code.Open($"public ref struct {target.TypeName}");
        }

        bool isFirst = true;
        foreach (MemberSpec member in target.Members)
        {
            code.Separate(ref isFirst);
            string path = Literals.Xml(target.Path + "." + member.Name);
            if (member.Object is null || member.HasValue)
            {
                code.Line($"/// <summary>The value at <c>{path}</c>.</summary>");
                code.Line($"public Utf8Value {member.ValueIdentifier};");
            }

            if (member.Object is not null)
            {
                if (member.HasValue)
                {
                    code.Line();
                }

                code.Line($"/// <summary>The keys below <c>{path}</c>.</summary>");
                code.Line($"public {member.Object.TypeName} {member.Identifier};");
            }
        }

        foreach (MemberSpec member in target.Members.Where(static member => member.Object is not null))
        {
            code.Line();
            code.Line($"/// <summary>The object at <c>{Literals.Xml(member.Object!.Path)}</c>.</summary>");
            Emit(code, member.Object, generated: false);
        }

        code.Close();
    }
}
