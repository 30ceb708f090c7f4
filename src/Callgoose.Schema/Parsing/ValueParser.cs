using System.Text;

namespace Callgoose.Schema;

/// <summary>
/// Reads properties for the source of a value: a key, several to join, or several of which the first with a value decides
/// (Catalog/README.md 3).
/// </summary>
/// <param name="root">Reads keys of the payload.</param>
/// <param name="keys">Reads keys of the data that the filter evaluates: the payload, or an element of it.</param>
/// <param name="problems">Receives the problems.</param>
/// <param name="limits">The limits of the file.</param>
internal sealed class ValueParser(KeyParser root, KeyParser keys, ProblemList problems, SchemaLimits limits)
{
    /// <summary>True while a text for people is read.</summary>
    private bool isText;

    /// <summary>True if the filter evaluates elements one by one.</summary>
    public bool IsInElement => root != keys;

    /// <summary>Reads an optional text for people. Only such texts may contain several values.</summary>
    public ValueSchema? OptionalText(PropertyReader properties, string name)
    {
        isText = true;
        ValueSchema? value = Optional(properties, name);
        isText = false;
        return value;
    }

    /// <summary>Reads an optional property.</summary>
    public ValueSchema? Optional(PropertyReader properties, string name) => properties.Optional(name) is SchemaNode node ? Read(name, node, isKey: false) : null;

    /// <summary>Reads an optional incident key. Only such values may be joined.</summary>
    public ValueSchema? OptionalKey(PropertyReader properties, string name) => properties.Optional(name) is SchemaNode node ? Read(name, node, isKey: true) : null;

    /// <summary>Reads a required incident key.</summary>
    public ValueSchema RequiredKey(PropertyReader properties, string name)
    {
        if (properties.Optional(name) is SchemaNode and not SchemaString)
        {
            return OptionalKey(properties, name) ?? ValueSchema.Of(string.Empty);
        }

        return ValueSchema.Of(keys.Required(properties, name));
    }

    /// <summary>Reads the elements that an object selects with <c>of</c> and <c>when</c>, and returns a reader for keys relative to them.</summary>
    public (ElementsSchema Elements, KeyParser Keys)? Elements(PropertyReader properties)
    {
        if (properties.RequiredText("of") is not SchemaString list)
        {
            return null;
        }

        if (IsInElement)
        {
            problems.Add(SchemaRules.NestedElements, list.Span, "This filter looks at the elements of a list one by one, so it cannot look at a list as well; leave out \"of\", or \"each\".");
        }

        KeyParser elements = root.Elements(list);
        return (new ElementsSchema(list.Text, new ConditionParser(elements, problems, limits).Parse(properties, limits.TriggerPairs)), elements);
    }

    private ValueSchema? Read(string name, SchemaNode node, bool isKey)
    {
        if (node is SchemaString text)
        {
            return IsMade(text) ? ReadMade(text) is ValueOption made ? new ValueSchema(new([made])) : null
                : keys.Check(text) is string key ? ValueSchema.Of(key) : null;
        }

        if (node is SchemaLiteral)
        {
            problems.Add(SchemaRules.WrongType, node.Span, $"The property \"{name}\" must be a string, not {node.Kind}.");
            return null;
        }

        if (!limits.IsExtended)
        {
            problems.Add(
                SchemaRules.NeedsExtended, new ByteSpan(node.Span.Start, 1), $"In a plain file the property \"{name}\" is one key; write \"extended\": true into the file, or name a key.");
            return null;
        }

        ValueOption?[] options = node is SchemaObject choice && choice.Members.Any(static member => member.Name == "first_of")
            ? ReadChoice(name, choice, isKey)
            : [ReadOption(name, node, isKey)];
        EquatableArray<ValueOption> known = new(options.OfType<ValueOption>());
        return known.Count == 0 ? null : new ValueSchema(known);
    }

    private ValueOption?[] ReadChoice(string name, SchemaObject source, bool isKey)
    {
        var properties = new PropertyReader(source, problems, "first_of");
        IReadOnlyList<SchemaNode> items = properties.OptionalArray("first_of")?.Items ?? [];
        if (properties.Optional("first_of") is SchemaArray { Items.Count: 0 } empty)
        {
            problems.Add(SchemaRules.Blank, empty.Span, "This list is empty; write the keys that are tried.");
        }

        CheckCount(items, "keys to try");
        return [.. items.Select(item => ReadOption(name, item, isKey))];
    }

    private ValueOption? ReadOption(string name, SchemaNode node, bool isKey)
    {
        switch (node)
        {
            case SchemaString text when IsMade(text):
                return ReadMade(text);

            case SchemaString text:
                return IsBlank(text) || keys.Check(text) is not string key ? null : new ValueOption(new EquatableArray<string>([key]), null);

            case SchemaArray { Items.Count: > 0 } joined when isKey:
                CheckCount(joined.Items, "keys to join");
                return new ValueOption(new EquatableArray<string>(joined.Items.Select(item => ReadJoined(name, item)).OfType<string>()), null);

            case SchemaObject source:
                return isKey ? ReadPart(source) : ReadOfElements(source);

            default:
                problems.Add(SchemaRules.WrongType, node.Span, isKey
                    ? $"The property \"{name}\" must be a key, an array of keys to join, or an object with \"first_of\" or \"key\", not {node.Kind}."
                    : $"The property \"{name}\" must be a key or an object with \"first_of\" or \"of\", not {node.Kind}.");
                return null;
        }
    }

    private bool IsMade(SchemaString text) => isText && limits.IsExtended && text.Text.Contains('{');

    /// <summary>Reads a text with keys in braces: <c>{labels.alertname} on {labels.instance}</c>; <c>{{</c> and <c>}}</c> stand for a brace.</summary>
    private ValueOption? ReadMade(SchemaString source)
    {
        var around = new List<string>();
        var made = new List<string>();
        var piece = new StringBuilder();
        string text = source.Text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                piece.Append(text[i++]);
            }
            else if (text[i] == '{')
            {
                int end = text.IndexOf('}', i);
                string key = end < 0 ? string.Empty : text.Substring(i + 1, end - i - 1);
                if (key.Trim().Length == 0)
                {
                    return Bad(end < 0 ? "A brace is opened and not closed" : "No key stands between these braces");
                }

                keys.Check(new SchemaString(source.Span, key));
                made.Add(key);
                around.Add(piece.ToString());
                piece.Clear();
                i = end;
            }
            else if (text[i] == '}')
            {
                return Bad("A brace is closed that was not opened");
            }
            else
            {
                piece.Append(text[i]);
            }
        }

        if (made.Count > SchemaLimits.KeysOfValue)
        {
            problems.Add(SchemaRules.LimitExceeded, source.Span, $"There are {made.Count} keys in this text; {SchemaLimits.KeysOfValue} is the limit. Remove some.");
        }

        return made.Count == 0
            ? Bad("This text has no key in it, so it would always be the same")
            : new ValueOption(new EquatableArray<string>(made), null) { Around = new EquatableArray<string>(around.Append(piece.ToString())) };

        ValueOption? Bad(string fault)
        {
            problems.Add(SchemaRules.BadText, source.Span, $"{fault}; write keys in braces, as in \"{{name}} on {{host}}\", and {{{{ for a brace.");
            return null;
        }
    }

    private string? ReadJoined(string name, SchemaNode node)
    {
        if (node is SchemaString text)
        {
            return IsBlank(text) ? null : keys.Check(text);
        }

        problems.Add(SchemaRules.WrongType, node.Span, $"The property \"{name}\" joins keys, which are strings, not {node.Kind}.");
        return null;
    }

    /// <summary>Reads the selection of a part of the text at a key: after one text and before another.</summary>
    private ValueOption? ReadPart(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, "key", "after", "before");
        string? after = properties.Has("after") ? properties.RequiredText("after")?.Text : null;
        string? before = properties.Has("before") ? properties.RequiredText("before")?.Text : null;
        return new ValueOption(new EquatableArray<string>([keys.Required(properties, "key")]), null) { After = after, Before = before };
    }

    private ValueOption? ReadOfElements(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, "key", "of", "when");
        return Elements(properties) is (ElementsSchema elements, KeyParser elementKeys)
            ? new ValueOption(new EquatableArray<string>([elementKeys.Required(properties, "key")]), elements)
            : null;
    }

    private void CheckCount(IReadOnlyList<SchemaNode> items, string what)
    {
        if (items.Count > SchemaLimits.KeysOfValue)
        {
            problems.Add(SchemaRules.LimitExceeded, items[SchemaLimits.KeysOfValue].Span, $"There are {items.Count} {what}; {SchemaLimits.KeysOfValue} is the limit. Remove some.");
        }
    }

    private bool IsBlank(SchemaString text)
    {
        bool blank = string.IsNullOrWhiteSpace(text.Text);
        if (blank)
        {
            problems.Add(SchemaRules.Blank, text.Span, "This text is blank; write what is meant, or leave it out.");
        }

        return blank;
    }
}
