using System.Text;
using System.Text.Json;

namespace Callgoose.Schema.Destinations;

/// <summary>Creates the parts of a message from a destination file, by interpreting the file. Compiled files give the same bytes.</summary>
/// <remarks>Immutable: threads may share it if each uses its own <see cref="TextBuffer"/>.</remarks>
public sealed class DestinationInterpreter
{
    private readonly DestinationSchema schema;
    private readonly Dictionary<string, byte[]> literals = new(StringComparer.Ordinal);

    /// <summary>Prepares a file.</summary>
    public DestinationInterpreter(DestinationSchema schema)
    {
        this.schema = schema;
        foreach (TemplateMember text in schema.Texts.Concat(schema.Headers))
        {
            Learn(text.Value);
        }

        Learn(schema.Url);
        Learn(schema.Body);
    }

    /// <summary>Appends the URL.</summary>
    public void WriteUrl(TextBuffer buffer, IDestinationValues values) => AppendText(buffer, schema.Url, values);

    /// <summary>Appends the value of a header, by its index in the file; nothing if the header is left out.</summary>
    public void WriteHeader(int index, TextBuffer buffer, IDestinationValues values) => AppendText(buffer, schema.Headers[index].Value, values);

    /// <summary>Writes the body.</summary>
    public void WriteBody(Utf8JsonWriter writer, TextBuffer buffer, IDestinationValues values)
    {
        if (Choose(schema.Body, buffer, values) is TemplateNode body)
        {
            Write(writer, body, buffer, values);
        }
    }

    private void Write(Utf8JsonWriter writer, TemplateNode node, TextBuffer buffer, IDestinationValues values)
    {
        int start = buffer.Length;
        switch (node)
        {
            case TemplateText text:
                AppendText(buffer, text, values);
                writer.WriteStringValue(buffer.From(start));
                break;

            case TemplateLiteral literal:
                writer.WriteRawValue(literals[literal.Json], skipInputValidation: true);
                break;

            case TemplateNumber number:
                Append(buffer, number.Value, values);
                writer.WriteRawValue(buffer.From(start), skipInputValidation: true);
                break;

            case TemplateObject source:
                writer.WriteStartObject();
                foreach (TemplateMember member in source.Members)
                {
                    if (Choose(member.Value, buffer, values) is TemplateNode value)
                    {
                        writer.WritePropertyName(literals[member.Name]);
                        Write(writer, value, buffer, values);
                    }
                }

                writer.WriteEndObject();
                break;

            case TemplateArray array:
                writer.WriteStartArray();
                foreach (TemplateNode item in array.Items)
                {
                    if (Choose(item, buffer, values) is TemplateNode value)
                    {
                        Write(writer, value, buffer, values);
                    }
                }

                writer.WriteEndArray();
                break;
        }

        buffer.Truncate(start);
    }

    /// <summary>Follows switches and conditions to the node to write; null if it is left out.</summary>
    private TemplateNode? Choose(TemplateNode? node, TextBuffer buffer, IDestinationValues values)
    {
        while (true)
        {
            switch (node)
            {
                case TemplateSwitch choice:
                    node = ChooseCase(choice, buffer, values);
                    break;

                case TemplateWhen test:
                    int start = buffer.Length;
                    Append(buffer, test.Value, values);
                    node = buffer.Length > start ? test.Then : test.Otherwise;
                    buffer.Truncate(start);
                    break;

                case TemplateNumber number:
                    int from = buffer.Length;
                    Append(buffer, number.Value, values);
                    bool isNumber = JsonNumbers.IsNumber(buffer.From(from));
                    buffer.Truncate(from);
                    return isNumber ? node : null;

                default:
                    return node;
            }
        }
    }

    private TemplateNode? ChooseCase(TemplateSwitch choice, TextBuffer buffer, IDestinationValues values)
    {
        int start = buffer.Length;
        Append(buffer, choice.Value, values);
        TemplateNode? chosen = choice.Otherwise;
        foreach (TemplateCase one in choice.Cases)
        {
            foreach (string value in one.Values)
            {
                if (buffer.From(start).SequenceEqual(literals[value]))
                {
                    chosen = one.Then;
                    goto Found;
                }
            }
        }

    Found:
        buffer.Truncate(start);
        return chosen;
    }

    private void AppendText(TextBuffer buffer, TemplateNode? node, IDestinationValues values)
    {
        if (Choose(node, buffer, values) is not TemplateText text)
        {
            return;
        }

        foreach (TextPart part in text.Parts)
        {
            if (part.Value is null)
            {
                buffer.Append(literals[part.Literal]);
                continue;
            }

            int start = buffer.Length;
            Append(buffer, part.Value, values);
            foreach (TextFilter filter in part.Filters)
            {
                TextFilters.Apply(filter, buffer, start);
            }
        }
    }

    private void Append(TextBuffer buffer, ValueReference value, IDestinationValues values)
    {
        switch (value.Kind)
        {
            case ValueKind.Field:
                buffer.Append(values.Field(value.Field));
                break;

            case ValueKind.Setting:
                buffer.Append(values.Setting(value.Index));
                break;

            default:
                AppendText(buffer, schema.Texts[value.Index].Value, values);
                break;
        }
    }

    /// <summary>Encodes every text of a template once.</summary>
    private void Learn(TemplateNode? node)
    {
        switch (node)
        {
            case TemplateText text:
                foreach (TextPart part in text.Parts)
                {
                    Learn(part.Literal);
                }

                break;

            case TemplateLiteral literal:
                Learn(literal.Json);
                break;

            case TemplateObject source:
                foreach (TemplateMember member in source.Members)
                {
                    Learn(member.Name);
                    Learn(member.Value);
                }

                break;

            case TemplateArray array:
                foreach (TemplateNode item in array.Items)
                {
                    Learn(item);
                }

                break;

            case TemplateSwitch choice:
                foreach (TemplateCase one in choice.Cases)
                {
                    foreach (string value in one.Values)
                    {
                        Learn(value);
                    }

                    Learn(one.Then);
                }

                Learn(choice.Otherwise);
                break;

            case TemplateWhen test:
                Learn(test.Then);
                Learn(test.Otherwise);
                break;
        }
    }

    private void Learn(string text) => literals[text] = Encoding.UTF8.GetBytes(text);
}
