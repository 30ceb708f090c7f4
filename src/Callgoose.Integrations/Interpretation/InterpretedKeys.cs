using System.Text;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>All keys of a schema file. It converts the parts of the file into tables that use these keys.</summary>
internal sealed class InterpretedKeys
{
    private readonly Dictionary<string, InterpretedScope> lists;

    /// <summary>Numbers the keys of a file.</summary>
    public InterpretedKeys(IntegrationSchema schema)
    {
        Template = new TemplateVariables(schema);
        Root = new InterpretedScope(KeyTree.Of(schema));
        lists = SchemaKeys.Lists(schema).ToDictionary(static list => list, list => new InterpretedScope(KeyTree.OfElements(schema, list)));
    }

    /// <summary>The template's text for each key.</summary>
    public TemplateVariables Template { get; }

    /// <summary>The keys of the payload.</summary>
    public InterpretedScope Root { get; }

    /// <summary>Finds a key.</summary>
    /// <param name="list">The list whose elements the key is relative to, or null.</param>
    /// <param name="key">The key as the file writes it.</param>
    public InterpretedKey Find(string? list, string key)
    {
        (string? owner, string name) = SchemaKeys.Resolve(list, key);
        InterpretedScope scope = owner is null ? Root : lists[owner];
        return new InterpretedKey(scope, scope.NumberOf(name), owner is not null);
    }

    /// <summary>Converts conditions.</summary>
    public InterpretedCondition[] Conditions(string? list, EquatableArray<ConditionSchema> when) =>
        [.. when.Select(condition => new InterpretedCondition(condition, condition.Key is null ? null : Find(list, condition.Key), [.. condition.Lists.Select(one => Conditions(list, one))]))];

    /// <summary>Converts a list.</summary>
    public InterpretedList List(string list) => new(list == FilterSchema.Root ? null : Find(null, list), lists[list]);

    /// <summary>Converts a selection of elements.</summary>
    public InterpretedElements Elements(ElementsSchema elements) => new(List(elements.List), Conditions(elements.List, elements.When));

    /// <summary>Converts a value.</summary>
    public InterpretedValue Value(string? list, ValueSchema? value) => new(
        [.. (value?.Options ?? default).Select(option => new InterpretedOption(
            [.. option.Keys.Select(key => Find(option.Of?.List ?? list, key))],
            [.. option.Keys.Select(key => Utf8(option.After is null && option.Before is null ? Template.TextAt(key, list, option.Keys.Count > 1) : null))],
            option.Of is null ? null : Elements(option.Of),
            Utf8(option.After),
            Utf8(option.Before),
            [.. option.Around.Select(Utf8)]))]);

    private static byte[] Utf8(string? text) => Encoding.UTF8.GetBytes(text ?? string.Empty);
}
