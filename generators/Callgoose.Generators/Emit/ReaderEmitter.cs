using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the reader of a payload: one method for each object, which knows the object's keys and skips all others.</summary>
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
        EmitRoot(code, payload, spec.RootElements);
        EmitObject(code, spec.Payload, payload, "Payload");
        foreach (ElementSpec element in spec.Elements)
        {
            EmitObject(code, element.Fields, element.Fields.TypeName, element.Method, "public");
        }

        code.Close();
        return code.Finish();
    }

    private static void EmitRoot(CodeWriter code, string payload, MemberSpec? elements)
    {
        code.Line("/// <summary>The keys of a root array are those of its first element; any other root has none.</summary>");
        code.Open($"private static bool ReadRoot(ref PayloadReader json, ref {payload} payload)");
        code.Line("ValueKind kind = json.PeekKind();");
        code.Open("if (kind == ValueKind.Object)");
        code.Line("return ReadPayload(ref json, ref payload);");
        code.Close();
        code.Line();
        if (elements is null)
        {
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
        }
        else
        {
            code.Open("if (kind != ValueKind.Array)");
            code.Line("return json.SkipValue();");
            code.Close();
            code.Line();
            code.Line("// The first element is read once more below, by index: what is wrong in it is found there.");
            code.Line("PayloadReader first = json;");
            code.Open("if (first.EnterArray() && first.FirstElement() && first.PeekKind() == ValueKind.Object)");
            code.Line("ReadPayload(ref first, ref payload);");
            code.Close();
            code.Line();
            code.Line($"return ReadPayload{elements.Identifier}(ref json, ref payload.{elements.Identifier});");
        }

        code.Close();
        if (elements is not null)
        {
            EmitArray(code, elements.Array!, $"{payload}.{elements.Array!.TypeName}", "Payload" + elements.Identifier);
        }
    }

    private static void EmitObject(CodeWriter code, ObjectSpec target, string type, string method, string access = "private")
    {
        code.Line();
        code.Line($"/// <summary>Reads the object at <c>{Literals.Xml(target.Path)}</c>.</summary>");
        code.Open($"{access} static bool Read{method}(ref PayloadReader json, ref {type} target)");
        code.Open("if (!json.EnterObject())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Open("for (bool more = json.FirstName(out ReadOnlySpan<byte> name); more; more = json.NextName(out name))");
        code.Line("bool read;");
        NameDispatchEmitter.Emit(code, target, (writer, member) => EmitMember(writer, member, method));
        EmitLoopEnd(code);
        EmitNested(code, target, type, method);
    }

    private static void EmitArray(CodeWriter code, ObjectSpec target, string type, string method)
    {
        code.Line();
        code.Line($"/// <summary>Reads the array at <c>{Literals.Xml(target.Path)}</c>.</summary>");
        code.Open($"private static bool Read{method}(ref PayloadReader json, ref {type} target)");
        code.Open("if (!json.EnterArray())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("int index = 0;");
        code.Open("for (bool more = json.FirstElement(); more; more = json.NextElement())");
        code.Line("bool read;");
        code.Open("switch (index++)");
        foreach (MemberSpec element in target.Members.OrderBy(static element => element.Index))
        {
            code.Line($"// {Literals.Comment(element.Path)}");
            code.Line($"case {element.Index}:");
            code.Indent();
            EmitMember(code, element, method);
            code.Line("break;");
            code.Outdent();
            code.Line();
        }

        code.Line("default:");
        code.Indent();
        code.Line("read = json.SkipValue();");
        code.Line("break;");
        code.Outdent();
        code.Close();
        EmitLoopEnd(code);
        EmitNested(code, target, type, method);
    }

    private static void EmitLoopEnd(CodeWriter code)
    {
        code.Line();
        code.Open("if (!read)");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
        code.Line("return json.Error.IsNone;");
        code.Close();
    }

    private static void EmitNested(CodeWriter code, ObjectSpec target, string type, string method)
    {
        foreach (MemberSpec member in target.Members)
        {
            if (member.Object is not null)
            {
                EmitObject(code, member.Object, $"{type}.{member.Object.TypeName}", method + member.Identifier);
            }

            if (member.Array is not null)
            {
                EmitArray(code, member.Array, $"{type}.{member.Array.TypeName}", method + member.ArrayIdentifier);
            }
        }
    }

    private static void EmitMember(CodeWriter code, MemberSpec member, string method)
    {
        var readers = new List<(string Kind, string Call)>();
        if (member.Object is not null)
        {
            code.Line($"target.{member.Identifier} = default;");
            readers.Add(("Object", $"Read{method}{member.Identifier}(ref json, ref target.{member.Identifier})"));
        }

        if (member.Array is not null)
        {
            code.Line($"target.{member.ArrayIdentifier} = default;");
            readers.Add(("Array", $"Read{method}{member.ArrayIdentifier}(ref json, ref target.{member.ArrayIdentifier})"));
        }

        if (member.HasValue)
        {
            EmitWithValue(code, member, readers);
        }
        else if (readers.Count == 1)
        {
            code.Line($"read = json.PeekKind() == ValueKind.{readers[0].Kind} ? {readers[0].Call} : json.SkipValue();");
        }
        else
        {
            code.Open("read = json.PeekKind() switch");
            foreach ((string kind, string call) in readers)
            {
                code.Line($"ValueKind.{kind} => {call},");
            }

            code.Line("_ => json.SkipValue(),");
            code.Close(";");
        }
    }

    /// <summary>Emits reading of an object or array whose content is read and which is also stored as a whole.</summary>
    private static void EmitWithValue(CodeWriter code, MemberSpec member, List<(string Kind, string Call)> readers)
    {
        string readValue = $"read = json.ReadValue(out target.{member.ValueIdentifier});";
        if (readers.Count == 0)
        {
            code.Line(readValue);
            return;
        }

        string otherwise = string.Empty;
        foreach ((string kind, string call) in readers)
        {
            code.Open($"{otherwise}if (json.PeekKind() == ValueKind.{kind})");
            code.Line("int start = json.Position;");
            code.Line($"read = {call};");
            code.Line($"target.{member.ValueIdentifier} = read ? json.Since(start, ValueKind.{kind}) : default;");
            code.Close();
            otherwise = "else ";
        }

        code.Open("else");
        code.Line(readValue);
        code.Close();
        code.Line();
    }
}
