namespace Callgoose.Schema;

/// <summary>Reads the properties of one object, and reports unknown ones.</summary>
internal sealed class PropertyReader
{
    private readonly SchemaObject source;
    private readonly ProblemList problems;

    /// <summary>Starts on an object.</summary>
    /// <param name="source">The object.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="known">All properties that it may have.</param>
    public PropertyReader(SchemaObject source, ProblemList problems, params string[] known)
    {
        this.source = source;
        this.problems = problems;
        foreach (SchemaMember member in source.Members.Where(member => !known.Contains(member.Name)))
        {
            problems.Add(
                problems.Rules.UnknownProperty,
                member.NameSpan,
                $"There is no property \"{member.Name}\" here; did you mean \"{NearestName.Of(member.Name, known)}\"? Known are {string.Join(", ", known)}.");
        }
    }

    /// <summary>Reports properties that only extended files may have.</summary>
    public void OnlyExtended(SchemaLimits limits, params string[] names)
    {
        foreach (SchemaMember member in source.Members.Where(member => !limits.IsExtended && names.Contains(member.Name)))
        {
            problems.Add(
                SchemaRules.NeedsExtended, member.NameSpan, $"The property \"{member.Name}\" is one of extended files; write \"extended\": true into the file, or leave it out.");
        }
    }

    /// <summary>Tells whether a property exists.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value of a property, or null if it is missing.</summary>
    public SchemaNode? Optional(string name) => Find(name)?.Value;

    /// <summary>The value of a required property; null if it is missing, which is reported.</summary>
    public SchemaNode? Required(string name)
    {
        SchemaNode? value = Optional(name);
        if (value is null)
        {
            problems.Add(problems.Rules.MissingProperty, new ByteSpan(source.Span.Start, 1), $"The property \"{name}\" is missing in this object; add it.");
        }

        return value;
    }

    /// <summary>A text property; null if it is missing or was reported.</summary>
    public SchemaString? OptionalText(string name) => AsText(name, Optional(name));

    /// <summary>A required text property that is not blank; null if it was reported.</summary>
    public SchemaString? RequiredText(string name)
    {
        SchemaString? text = AsText(name, Required(name));
        return text is not null && IsBlank(text) ? null : text;
    }

    /// <summary>An object property; null if it is missing or was reported.</summary>
    public SchemaObject? OptionalObject(string name)
    {
        SchemaNode? value = Optional(name);
        return value is null or SchemaObject ? (SchemaObject?)value : Wrong<SchemaObject>(name, value, "an object");
    }

    /// <summary>An array property; null if it is missing or was reported.</summary>
    public SchemaArray? OptionalArray(string name)
    {
        SchemaNode? value = Optional(name);
        return value is null or SchemaArray ? (SchemaArray?)value : Wrong<SchemaArray>(name, value, "an array");
    }

    /// <summary>A boolean property; false if it is missing or was reported.</summary>
    public bool Flag(string name)
    {
        SchemaNode? value = Optional(name);
        if (value is not null and not SchemaLiteral { Text: "true" or "false" })
        {
            Wrong<SchemaLiteral>(name, value, "true or false");
        }

        return value is SchemaLiteral { Text: "true" };
    }

    /// <summary>An array of texts that are not blank; empty if it is missing.</summary>
    public IReadOnlyList<SchemaString> Texts(string name) => NotBlank(name, OptionalArray(name)?.Items ?? []);

    /// <summary>The same as <see cref="Texts"/> for a property that may also be one text.</summary>
    public IReadOnlyList<SchemaString> TextOrTexts(string name) => Optional(name) is SchemaString text ? NotBlank(name, [text]) : Texts(name);

    /// <summary>The values of a property that are texts and not blank; the others are reported.</summary>
    public IReadOnlyList<SchemaString> NotBlank(string name, IReadOnlyList<SchemaNode> items)
    {
        var texts = new List<SchemaString>();
        foreach (SchemaNode item in items)
        {
            if (item is not SchemaString text)
            {
                string advice = item is SchemaLiteral literal ? $"; write \"{literal.Text}\" in quotes" : string.Empty;
                problems.Add(problems.Rules.WrongType, item.Span, $"The property \"{name}\" must be an array of strings, not {item.Kind}{advice}.");
            }
            else if (!IsBlank(text))
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>Reports a value of the wrong type.</summary>
    /// <returns>Null.</returns>
    public T? Wrong<T>(string name, SchemaNode value, string wanted)
        where T : class
    {
        problems.Add(problems.Rules.WrongType, value.Span, $"The property \"{name}\" must be {wanted}, not {value.Kind}.");
        return null;
    }

    private SchemaMember? Find(string name) => source.Members.FirstOrDefault(member => member.Name == name);

    private SchemaString? AsText(string name, SchemaNode? value) =>
        value is null or SchemaString ? (SchemaString?)value : Wrong<SchemaString>(name, value, "a string");

    private bool IsBlank(SchemaString text)
    {
        bool blank = string.IsNullOrWhiteSpace(text.Text);
        if (blank)
        {
            problems.Add(problems.Rules.Blank, text.Span, "This text is blank; write what is meant, or leave it out.");
        }

        return blank;
    }
}
