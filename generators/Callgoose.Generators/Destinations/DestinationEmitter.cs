using Callgoose.Generators.Emit;
using Callgoose.Generators.Model;
using Callgoose.Schema.Destinations;

namespace Callgoose.Generators.Destinations;

/// <summary>Emits the kind of one destination file: the work of <see cref="DestinationInterpreter"/> as straight code.</summary>
internal sealed class DestinationEmitter
{
    private readonly DestinationSchema schema;
    private readonly CodeWriter code;
    private int locals;

    private DestinationEmitter(DestinationSchema schema, CodeWriter code)
    {
        this.schema = schema;
        this.code = code;
    }

    /// <summary>Emits the file.</summary>
    public static string Emit(DestinationSchema schema)
    {
        CodeWriter code = CodeWriter.In("Callgoose.Destinations", "System", "System.Text.Json", "Callgoose.Schema.Destinations");
        new DestinationEmitter(schema, code).EmitType();
        return code.Finish();
    }

    private void EmitType()
    {
        code.Line($"/// <summary>{Literals.Xml(schema.Description)}</summary>");
        code.GeneratedType($"internal sealed class {Identifiers.Type(schema.Name)}Destination(DestinationSchema schema) : DestinationKind(schema)");
        code.Line("/// <inheritdoc/>");
        code.Open("public override void WriteUrl(TextBuffer buffer, IDestinationValues values)");
        EmitText(schema.Url);
        code.Close();

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override void WriteHeader(int index, TextBuffer buffer, IDestinationValues values)");
        for (int i = 0; i < schema.Headers.Count; i++)
        {
            code.Open($"if (index == {i})");
            EmitText(schema.Headers[i].Value);
            code.Close();
        }

        code.Close();

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override void WriteBody(Utf8JsonWriter writer, TextBuffer buffer, IDestinationValues values)");
        EmitJson(schema.Body, null);
        code.Close();

        for (int i = 0; i < schema.Texts.Count; i++)
        {
            code.Line();
            code.Open($"private static void {TextMethod(i)}(TextBuffer buffer, IDestinationValues values)");
            EmitText(schema.Texts[i].Value);
            code.Close();
        }

        code.Close();
    }

    /// <summary>Appends a template for a text.</summary>
    private void EmitText(TemplateNode? node) => EmitChoice(node, chosen =>
    {
        if (chosen is TemplateText text)
        {
            EmitParts(text);
        }
    });

    private void EmitParts(TemplateText text)
    {
        foreach (TextPart part in text.Parts)
        {
            if (part.Value is null)
            {
                code.Line($"buffer.Append({Literals.Utf8(part.Literal)});");
                continue;
            }

            string start = part.Filters.Count > 0 ? Start() : string.Empty;
            EmitAppend(part.Value);
            foreach (TextFilter filter in part.Filters)
            {
                code.Line(filter.Kind == TextFilterKind.Cut ? $"buffer.Cut({start}, {filter.Length});" : $"buffer.{filter.Kind}({start});");
            }
        }
    }

    /// <summary>Writes a template as JSON, with the name of its member.</summary>
    private void EmitJson(TemplateNode? node, string? name) => EmitChoice(node, chosen =>
    {
        if (chosen is TemplateNumber number)
        {
            string start = Start();
            EmitAppend(number.Value);
            code.Open($"if (JsonNumbers.IsNumber(buffer.From({start})))");
            EmitName(name);
            code.Line($"writer.WriteRawValue(buffer.From({start}), skipInputValidation: true);");
            code.Close();
            code.Line($"buffer.Truncate({start});");
            return;
        }

        EmitName(name);
        switch (chosen)
        {
            case TemplateText text:
                string from = Start();
                EmitParts(text);
                code.Line($"writer.WriteStringValue(buffer.From({from}));");
                code.Line($"buffer.Truncate({from});");
                break;

            case TemplateLiteral literal:
                code.Line($"writer.WriteRawValue({Literals.Utf8(literal.Json)}, skipInputValidation: true);");
                break;

            case TemplateObject source:
                code.Line("writer.WriteStartObject();");
                foreach (TemplateMember member in source.Members)
                {
                    EmitJson(member.Value, member.Name);
                }

                code.Line("writer.WriteEndObject();");
                break;

            case TemplateArray array:
                code.Line("writer.WriteStartArray();");
                foreach (TemplateNode item in array.Items)
                {
                    EmitJson(item, null);
                }

                code.Line("writer.WriteEndArray();");
                break;
        }
    });

    private void EmitName(string? name)
    {
        if (name is not null)
        {
            code.Line($"writer.WritePropertyName({Literals.Utf8(name)});");
        }
    }

    /// <summary>Follows switches and conditions to the node to write; emits nothing for a node that is left out.</summary>
    private void EmitChoice(TemplateNode? node, Action<TemplateNode> emit)
    {
        switch (node)
        {
            case null:
                break;

            case TemplateSwitch choice:
                string which = Local("which");
                EmitCompared(choice, which);
                code.Open($"switch ({which})");
                for (int i = 0; i < choice.Cases.Count; i++)
                {
                    EmitCase($"case {i}:", choice.Cases[i].Then, emit);
                }

                EmitCase("default:", choice.Otherwise, emit);
                code.Close();
                break;

            case TemplateWhen test:
                string isThere = Local("isThere");
                EmitWith(test.Value, value => code.Line($"bool {isThere} = {value}.Length > 0;"));
                code.Open($"if ({isThere})");
                EmitChoice(test.Then, emit);
                code.Close();
                if (test.Otherwise is not null)
                {
                    code.Open("else");
                    EmitChoice(test.Otherwise, emit);
                    code.Close();
                }

                break;

            default:
                emit(node);
                break;
        }
    }

    private void EmitCase(string label, TemplateNode? node, Action<TemplateNode> emit)
    {
        code.Line(label);
        code.Indent();
        code.Open(string.Empty);
        EmitChoice(node, emit);
        code.Close();
        code.Line("break;");
        code.Outdent();
    }

    private void EmitCompared(TemplateSwitch choice, string which) => EmitWith(choice.Value, value =>
    {
        IEnumerable<string> tests = choice.Cases.SelectMany((one, i) => one.Values.Select(text => $"{value}.SequenceEqual({Literals.Utf8(text)}) ? {i} : "));
        code.Line($"int {which} = {string.Concat(tests)}-1;");
    });

    /// <summary>Emits code that uses a value as a span: a field or setting directly, a text through the buffer.</summary>
    private void EmitWith(ValueReference value, Action<string> emit)
    {
        if (value.Kind != ValueKind.Text)
        {
            emit(Span(value));
            return;
        }

        string start = Start();
        EmitAppend(value);
        emit($"buffer.From({start})");
        code.Line($"buffer.Truncate({start});");
    }

    private void EmitAppend(ValueReference value) =>
        code.Line(value.Kind == ValueKind.Text ? $"{TextMethod(value.Index)}(buffer, values);" : $"buffer.Append({Span(value)});");

    private static string Span(ValueReference value) =>
        value.Kind == ValueKind.Field ? $"values.Field(EventField.{value.Field})" : $"values.Setting({value.Index})";

    private string Start()
    {
        string start = Local("start");
        code.Line($"int {start} = buffer.Length;");
        return start;
    }

    private string Local(string name) => name + ++locals;

    private string TextMethod(int index) => $"Append{Identifiers.Pascal(schema.Texts[index].Name)}{index}";
}
