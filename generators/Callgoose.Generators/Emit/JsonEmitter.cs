using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the System.Text.Json serializer of a payload: its writer, and its reader, which is the simple reference for the fast one.</summary>
internal static class JsonEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        string payload = spec.Payload.TypeName;
        CodeWriter code = CodeWriter.File("System.Text.Json", "Callgoose.Payloads");
        code.Line($"/// <summary>Payloads of {Literals.Xml(spec.Schema.Name)} in System.Text.Json, without allocating.</summary>");
        code.GeneratedType($"internal static class {payload}Json");
        code.Line("/// <summary>Writes a payload: the keys that the schema file describes, in its order; those without a value are left out.</summary>");
        code.Open($"public static void Write(Utf8JsonWriter json, in {payload} payload)");
        code.Line("json.WriteStartObject();");
        EmitWrite(code, spec.Payload, "payload");
        code.Line("json.WriteEndObject();");
        code.Close();
        code.Line();
        code.Line("/// <summary>Reads a payload, of whose body the reader stands at the start. Of a name that occurs twice the last one counts.</summary>");
        code.Line("/// <exception cref=\"JsonException\">The body is not JSON.</exception>");
        code.Open($"public static void Read(ref Utf8JsonReader json, ref {payload} payload)");
        EmitReadRoot(code, spec.RootElements);
        code.Close();
        if (spec.RootElements is MemberSpec elements)
        {
            EmitReadArray(code, elements.Array!, $"{payload}.{elements.Array!.TypeName}", "Payload" + elements.Identifier);
        }

        EmitReadObject(code, spec.Payload, payload, "Payload");
        code.Close();
        return code.Finish();
    }

    private static void EmitWrite(CodeWriter code, ObjectSpec target, string field)
    {
        foreach (MemberSpec member in target.Members.Where(static member => member.IsDescribed))
        {
            string name = Literals.Utf8(member.Name);
            if (member.HasValue || member.Object is null)
            {
                code.Line($"ValueJson.Write(json, {name}, {field}.{member.ValueIdentifier});");
                continue;
            }

            string below = $"{field}.{member.Identifier}";
            string[] values = [.. Values(member.Object, below)];
            if (values.Length == 0)
            {
                continue;
            }

            code.Line();
            code.Open($"if ({string.Join(" || ", values.Select(static value => value + ".Kind != ValueKind.Missing"))})");
            code.Line($"json.WriteStartObject({name});");
            EmitWrite(code, member.Object, below);
            code.Line("json.WriteEndObject();");
            code.Close();
            code.Line();
        }
    }

    private static IEnumerable<string> Values(ObjectSpec target, string field) => target.Members
        .Where(static member => member.IsDescribed)
        .SelectMany(member => member.HasValue || member.Object is null
            ? [$"{field}.{member.ValueIdentifier}"]
            : Values(member.Object, $"{field}.{member.Identifier}"));

    private static void EmitReadRoot(CodeWriter code, MemberSpec? elements)
    {
        code.Line("json.Read();");
        code.Open("if (json.TokenType == JsonTokenType.StartObject)");
        code.Line("ReadPayload(ref json, ref payload);");
        code.Close();
        code.Open("else if (json.TokenType == JsonTokenType.StartArray)");
        if (elements is not null)
        {
            code.Line("Utf8JsonReader all = json;");
            code.Line($"ReadPayload{elements.Identifier}(ref all, ref payload.{elements.Identifier});");
        }

        code.Line("// The keys of a root array are those of its first element.");
        code.Open("for (int index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)");
        code.Open("if (index == 0 && json.TokenType == JsonTokenType.StartObject)");
        code.Line("ReadPayload(ref json, ref payload);");
        code.Close();
        code.Open("else");
        code.Line("json.Skip();");
        code.Close();
        code.Close();
        code.Close();
    }

    private static void EmitReadObject(CodeWriter code, ObjectSpec target, string type, string method)
    {
        code.Line();
        code.Line($"/// <summary>Reads the object at <c>{Literals.Xml(target.Path)}</c>.</summary>");
        code.Open($"private static void Read{method}(ref Utf8JsonReader json, ref {type} target)");
        code.Open("while (json.Read() && json.TokenType == JsonTokenType.PropertyName)");
        string otherwise = string.Empty;
        foreach (MemberSpec member in target.Members)
        {
            code.Open($"{otherwise}if (json.ValueTextEquals({Literals.Utf8(member.Name)}))");
            code.Line("json.Read();");
            EmitReadMember(code, member, method);
            code.Close();
            otherwise = "else ";
        }

        if (target.Members.Count == 0)
        {
            code.Line("json.Skip();");
        }
        else
        {
            code.Open("else");
            code.Line("json.Skip();");
            code.Close();
        }

        code.Close();
        code.Close();
        EmitReadNested(code, target, type, method);
    }

    private static void EmitReadArray(CodeWriter code, ObjectSpec target, string type, string method)
    {
        code.Line();
        code.Line($"/// <summary>Reads the array at <c>{Literals.Xml(target.Path)}</c>.</summary>");
        code.Open($"private static void Read{method}(ref Utf8JsonReader json, ref {type} target)");
        code.Open("for (int index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)");
        string otherwise = string.Empty;
        foreach (MemberSpec element in target.Members.OrderBy(static element => element.Index))
        {
            code.Open($"{otherwise}if (index == {element.Index})");
            EmitReadMember(code, element, method);
            code.Close();
            otherwise = "else ";
        }

        code.Open("else");
        code.Line("json.Skip();");
        code.Close();
        code.Close();
        code.Close();
        EmitReadNested(code, target, type, method);
    }

    /// <summary>Emits reading of the current value of the reader.</summary>
    private static void EmitReadMember(CodeWriter code, MemberSpec member, string method)
    {
        if (member.IsValueOnly)
        {
            code.Line($"target.{member.ValueIdentifier} = ValueJson.Read(ref json);");
            return;
        }

        if (member.HasValue)
        {
            code.Line("Utf8JsonReader whole = json;");
            code.Line($"target.{member.ValueIdentifier} = ValueJson.Read(ref whole);");
        }

        string otherwise = string.Empty;
        EmitNested(member.Object, "StartObject", member.Identifier);
        EmitNested(member.Array, "StartArray", member.ArrayIdentifier);
        code.Open("else");
        code.Line("json.Skip();");
        code.Close();

        void EmitNested(ObjectSpec? nested, string token, string identifier)
        {
            if (nested is null)
            {
                return;
            }

            if (otherwise.Length == 0)
            {
                foreach (string field in new[] { member.Object is null ? null : member.Identifier, member.Array is null ? null : member.ArrayIdentifier }.OfType<string>())
                {
                    code.Line($"target.{field} = default;");
                }
            }

            code.Open($"{otherwise}if (json.TokenType == JsonTokenType.{token})");
            code.Line($"Read{method}{identifier}(ref json, ref target.{identifier});");
            code.Close();
            otherwise = "else ";
        }
    }

    private static void EmitReadNested(CodeWriter code, ObjectSpec target, string type, string method)
    {
        foreach (MemberSpec member in target.Members)
        {
            if (member.Object is not null)
            {
                EmitReadObject(code, member.Object, $"{type}.{member.Object.TypeName}", method + member.Identifier);
            }

            if (member.Array is not null)
            {
                EmitReadArray(code, member.Array, $"{type}.{member.Array.TypeName}", method + member.ArrayIdentifier);
            }
        }
    }
}
