using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the reader of a payload: one method for each object, which knows its keys and skips all others.</summary>
internal static class ReaderEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        string payload = spec.Payload.TypeName;
        CodeWriter code = CodeWriter.File("System", "System.Buffers", "Callgoose.Payloads");
        code.Line($"/// <summary>Reads payloads of {Literals.Xml(spec.Schema.Name)} without allocating.</summary>");
        code.GeneratedType($"internal static class {payload}Reader");
        code.Line("/// <summary>Reads a whole body. Of a name that occurs twice the last one counts.</summary>");
        code.Line("/// <returns>What is wrong with the body; then the payload means nothing.</returns>");
        code.Open($"public static PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref {payload} payload)");
        code.Line("var json = new PayloadReader(body, scratch);");
        code.Open("if (ReadRoot(ref json, ref payload))");
        code.Line("json.ReadEnd();");
        code.Close();
        code.Line();
        code.Line("return json.Error;");
        code.Close();
        code.Line();
        code.Line("/// <summary>Reads a body that may have come in pieces.</summary>");
        code.Line($"public static PayloadError Read(scoped in ReadOnlySequence<byte> body, ScratchBuffer scratch, ref {payload} payload) =>");
        code.Line("    Read(scratch.Contiguous(body), scratch, ref payload);");
        code.Line();
        EmitRoot(code, payload);
        EmitObject(code, spec.Payload, payload, "Payload");
        code.Close();
        return code.Finish();
    }

    private static void EmitRoot(CodeWriter code, string payload)
    {
        code.Line("/// <summary>The keys of a root array are those of its first element; any other root has none.</summary>");
        code.Open($"private static bool ReadRoot(ref PayloadReader json, ref {payload} payload)");
        code.Line("ValueKind kind = json.PeekKind();");
        code.Open("if (kind == ValueKind.Object)");
        code.Line("return ReadPayload(ref json, ref payload);");
        code.Close();
        code.Line();
        code.Open("if (kind != ValueKind.Array || !json.EnterArray())");
        code.Line("return json.SkipValue();");
        code.Close();
        code.Line();
        code.Line("bool isFirst = true;");
        code.Open("for (bool more = json.FirstElement(); more; more = json.NextElement())");
        code.Line("bool isObject = isFirst && json.PeekKind() == ValueKind.Object;");
        code.Open("if (!(isObject ? ReadPayload(ref json, ref payload) : json.SkipValue()))");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("isFirst = false;");
        code.Close();
        code.Line();
        code.Line("return json.Error.IsNone;");
        code.Close();
    }

    private static void EmitObject(CodeWriter code, ObjectSpec target, string type, string method)
    {
        code.Line();
        code.Line($"/// <summary>Reads the object at <c>{Literals.Xml(target.Path)}</c>.</summary>");
        code.Open($"private static bool Read{method}(ref PayloadReader json, ref {type} target)");
        code.Open("if (!json.EnterObject())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Open("for (bool more = json.FirstName(out ReadOnlySpan<byte> name); more; more = json.NextName(out name))");
        code.Line("bool read;");
        NameDispatchEmitter.Emit(code, target, (writer, member) => EmitMember(writer, member, method));
        code.Line();
        code.Open("if (!read)");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
        code.Line("return json.Error.IsNone;");
        code.Close();

        foreach (MemberSpec member in target.Members.Where(static member => member.Object is not null))
        {
            EmitObject(code, member.Object!, $"{type}.{member.Object!.TypeName}", method + member.Identifier);
        }
    }

    private static void EmitMember(CodeWriter code, MemberSpec member, string method)
    {
        if (member.Object is null)
        {
            code.Line($"read = json.ReadValue(out target.{member.ValueIdentifier});");
            return;
        }

        string readObject = $"Read{method}{member.Identifier}(ref json, ref target.{member.Identifier})";
        code.Line($"target.{member.Identifier} = default;");
        if (!member.HasValue)
        {
            code.Line($"read = json.PeekKind() == ValueKind.Object ? {readObject} : json.SkipValue();");
            return;
        }

        code.Open("if (json.PeekKind() == ValueKind.Object)");
        code.Line("int start = json.Position;");
        code.Line($"read = {readObject};");
        code.Line($"target.{member.ValueIdentifier} = read ? json.Since(start, ValueKind.Object) : default;");
        code.Close();
        code.Open("else");
        code.Line($"read = json.ReadValue(out target.{member.ValueIdentifier});");
        code.Close();
        code.Line();
    }
}
