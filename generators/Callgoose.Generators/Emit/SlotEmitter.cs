using Callgoose.Generators.Model;

namespace Callgoose.Generators.Emit;

/// <summary>
/// Emits what gives the values of a payload numbers, so that they can be filled by the layout of a body: those that filters look at,
/// because a payload that is read by its layout is for them alone.
/// </summary>
internal static class SlotEmitter
{
    /// <summary>Emits the members of <c>IPayload</c>, explicitly, so that no key of a payload can be in their way.</summary>
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
            // Once before the switch: in each of its branches the compiler would keep a copy on the stack, and clear all of them first.
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
