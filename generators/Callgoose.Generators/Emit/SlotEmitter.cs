using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>Emits what gives the values of a payload numbers, so that they can be filled by the layout of a body.</summary>
internal static class SlotEmitter
{
    /// <summary>Emits the members of <c>IPayload</c>, explicitly, so that no key of a payload can be in their way.</summary>
    public static void Emit(CodeWriter code, IntegrationSpec spec)
    {
        string[] fields = [.. FieldsOf(spec.Payload, string.Empty), .. spec.RootElements is null ? [] : FieldsOf(spec.RootElements, string.Empty)];
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"readonly int IPayload.SlotCount => {fields.Length};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("PayloadError IPayload.Read(ReadOnlySpan<byte> body, ScratchBuffer scratch) =>");
        code.Line($"    global::Callgoose.Integrations.{spec.Payload.TypeName}Reader.Read(body, scratch, ref this);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("readonly ValueLocation IPayload.Locate(int slot, ReadOnlySpan<byte> body) => slot switch");
        for (int slot = 0; slot < fields.Length; slot++)
        {
            code.Line($"{slot} => {fields[slot]}.LocationIn(body),");
        }

        code.Line("_ => default,");
        code.Close(";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("void IPayload.Place(int slot, ValueLocation location, ReadOnlySpan<byte> body)");
        if (fields.Length > 0)
        {
            code.Open("switch (slot)");
            for (int slot = 0; slot < fields.Length; slot++)
            {
                code.Line($"case {slot}: {fields[slot]} = location.In(body); break;");
            }

            code.Close();
        }

        code.Close();
    }

    private static IEnumerable<string> FieldsOf(ObjectSpec target, string prefix) => target.Members.SelectMany(member => FieldsOf(member, prefix));

    private static IEnumerable<string> FieldsOf(MemberSpec member, string prefix)
    {
        if (member.HasValue)
        {
            yield return prefix + member.ValueIdentifier;
        }

        foreach (string field in member.Object is null ? [] : FieldsOf(member.Object, $"{prefix}{member.Identifier}."))
        {
            yield return field;
        }

        foreach (string field in member.Array is null ? [] : FieldsOf(member.Array, $"{prefix}{member.ArrayIdentifier}."))
        {
            yield return field;
        }
    }
}
