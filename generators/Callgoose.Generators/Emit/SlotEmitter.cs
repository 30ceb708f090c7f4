using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>
/// Emits the numbering of the values of a payload, so that the layout of a body can fill them. Only values that filters read are numbered,
/// because only filters use a payload that is read with a layout.
/// </summary>
internal static class SlotEmitter
{
    /// <summary>Emits the members of <c>IPayload</c> as explicit implementations, so that they cannot clash with keys of a payload.</summary>
    public static void Emit(CodeWriter code, IntegrationSpec spec)
    {
        string[] fields = [.. spec.Keys.SelectMany(static key => key.Candidates).Distinct()];
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
        code.Open("void IPayload.Place(int slot, in ValueLocation location, ReadOnlySpan<byte> body)");
        if (fields.Length > 0)
        {
            // Once before the switch: for each branch the compiler would reserve a copy on the stack, and clear all of them first.
            code.Line("Utf8Value value = location.In(body);");
            code.Open("switch (slot)");
            for (int slot = 0; slot < fields.Length; slot++)
            {
                code.Line($"case {slot}: {fields[slot]} = value; break;");
            }

            code.Close();
        }

        code.Close();
    }
}
