using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the writer of a payload: the keys that the schema file describes, in its order.</summary>
internal static class WriterEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        string payload = spec.Payload.TypeName;
        CodeWriter code = CodeWriter.File("System.Buffers", "Callgoose.Payloads");
        code.Line($"/// <summary>Writes payloads of {Literals.Xml(spec.Schema.Name)}.</summary>");
        code.GeneratedType($"internal static class {payload}Writer");
        code.Line("/// <summary>Writes a payload as compact JSON; keys without a value are left out.</summary>");
        code.Open($"public static void Write(IBufferWriter<byte> output, in {payload} payload)");
        code.Line("var json = new PayloadWriter(output);");
        code.Line("json.BeginObject();");
        EmitMembers(code, spec.Payload, "payload");
        code.Line("json.EndObject();");
        code.Close();
        code.Close();
        return code.Finish();
    }

    private static void EmitMembers(CodeWriter code, ObjectSpec target, string field)
    {
        foreach (MemberSpec member in target.Members.Where(static member => member.IsDescribed))
        {
            string name = Literals.Utf8(Literals.Json(member.Name));
            if (member.HasValue || member.Object is null)
            {
                code.Line($"json.WriteMember({name}, payload{Behind(field)}.{member.ValueIdentifier});");
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
            code.Line($"json.WriteName({name});");
            code.Line("json.BeginObject();");
            EmitMembers(code, member.Object, below);
            code.Line("json.EndObject();");
            code.Close();
            code.Line();
        }
    }

    private static string Behind(string field) => field.Substring("payload".Length);

    private static IEnumerable<string> Values(ObjectSpec target, string field) => target.Members
        .Where(static member => member.IsDescribed)
        .SelectMany(member => member.HasValue || member.Object is null
            ? [$"{field}.{member.ValueIdentifier}"]
            : Values(member.Object, $"{field}.{member.Identifier}"));
}
