using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the class that connects payload, reader and filters of one schema file.</summary>
internal static class IntegrationEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        IntegrationSchema schema = spec.Schema;
        CodeWriter code = spec.Schema.Payload is null
            ? CodeWriter.File("System", "System.Collections.Generic", "Callgoose.Incidents", "Callgoose.Payloads")
            : CodeWriter.File("System", "System.Collections.Generic", "System.Text.Json", "Callgoose.Incidents", "Callgoose.Payloads");
        code.Line($"/// <summary>{Literals.Xml(schema.Description.Length == 0 ? schema.Name : schema.Description)}</summary>");
        code.GeneratedType($"internal sealed class {spec.TypeName}Integration : Integration");
        code.Line("private readonly LayoutCache layouts = new();");
        code.Line();
        code.Open($"private {spec.TypeName}Integration()");
        if (schema.Template is not null)
        {
            code.Line($"layouts.LearnTemplate(Template, default({spec.Payload.TypeName}));");
        }

        code.Close();
        code.Line();
        code.Line("/// <summary>The one instance.</summary>");
        code.Line($"public static {spec.TypeName}Integration Instance {{ get; }} = new();");
        EmitProperty(code, "string", "Name", Literals.Text(schema.Name));
        EmitList(code, "Aliases", schema.Aliases);
        EmitProperty(code, "string", "Description", Literals.Text(schema.Description));
        EmitProperty(code, schema.Template is null ? "string?" : "string", "Template", Literals.TextOrNull(schema.Template));
        EmitList(code, "TriggerSamples", schema.Samples.Trigger);
        EmitList(code, "ResolveSamples", schema.Samples.Resolve);
        if (schema.Headers.Count > 0)
        {
            EmitList(code, "Headers", schema.Headers);
        }

        EmitMatch(code, spec);
        code.Close();
        return code.Finish();
    }

    private static void EmitProperty(CodeWriter code, string type, string name, string value)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {type} {name} => {value};");
    }

    private static void EmitList(CodeWriter code, string name, EquatableArray<string> items)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override IReadOnlyList<string> {name} {{ get; }} = [{string.Join(", ", items.Select(Literals.Text))}];");
    }

    private static void EmitMatch(CodeWriter code, IntegrationSpec spec)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)");
        EmitRead(code, spec);
        code.Open("if (error.IsNone)");
        EmitIsJson(code, spec);
        code.Line($"{spec.TypeName}Filters.Match(payload, body, scratch, ref match);");
        code.Close();
        code.Line();
        code.Line("return error;");
        code.Close();
        code.Line();
        if (spec.Schema.Filters.Any(static filter => filter.Each is not null))
        {
            EmitMatchEach(code, spec);
        }

        code.Line("/// <inheritdoc/>");
        code.Line("public override void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match) =>");
        code.Line($"    {spec.TypeName}Filters.Match(default, text, scratch, ref match);");
        if (spec.Schema.Payload is not null)
        {
            EmitWritePayload(code, spec.Payload.TypeName);
        }
    }

    private static void EmitWritePayload(CodeWriter code, string payload)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override void WritePayload(ReadOnlySpan<byte> body, Utf8JsonWriter json)");
        code.Line($"{payload} payload = default;");
        code.Line("var reader = new Utf8JsonReader(body);");
        code.Line($"{payload}Json.Read(ref reader, ref payload);");
        code.Line($"{payload}Json.Write(json, payload);");
        code.Close();
    }

    /// <summary>Emits reading of the payload, and reading it again for each text in it that is JSON.</summary>
    private static void EmitRead(CodeWriter code, IntegrationSpec spec)
    {
        code.Line($"{spec.Payload.TypeName} payload = default;");
        code.Line("PayloadError error = layouts.Read(body, scratch, ref payload);");
        foreach (string key in spec.Schema.Parse)
        {
            code.Open($"if (error.IsNone && JsonInText.TryUnwrap(ref body, {TestEmitter.Value(spec.Key(key))}, scratch)) // parse: \"{Literals.Comment(key)}\"");
            code.Line("payload = default;");
            code.Line("error = layouts.Read(body, scratch, ref payload);");
            code.Close();
            code.Line();
        }
    }

    private static void EmitIsJson(CodeWriter code, IntegrationSpec spec)
    {
        if (spec.LooksAtRoot)
        {
            code.Line($"payload.{IntegrationSpec.IsJson} = true;");
        }
    }

    private static void EmitMatchEach(CodeWriter code, IntegrationSpec spec)
    {
        code.Line("/// <inheritdoc/>");
        code.Open("public override PayloadError MatchEach(ReadOnlySpan<byte> body, ScratchBuffer scratch, IElementSink sink, ref FilterMatch match)");
        EmitRead(code, spec);
        code.Open("if (!error.IsNone)");
        code.Line("return error;");
        code.Close();
        code.Line();
        EmitIsJson(code, spec);
        code.Line($"{spec.TypeName}Filters.Match(payload, body, scratch, ref match);");
        code.Line($"return {spec.TypeName}Filters.MatchEach(payload, body, scratch, sink);");
        code.Close();
        code.Line();
    }
}
