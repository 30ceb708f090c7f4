using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>
/// Everything that is emitted for one schema file. It is immutable and compared by value, and an equal specification emits nothing again:
/// it must contain no symbol, no location and no path.
/// </summary>
internal sealed record IntegrationSpec
{
    /// <summary>The field that tells whether the payload was read from JSON, if it is needed.</summary>
    public const string IsJson = "IsJson";

    /// <summary>The prefix of the names of all emitted types.</summary>
    public required string TypeName { get; init; }

    /// <summary>The file's meaning.</summary>
    public required IntegrationSchema Schema { get; init; }

    /// <summary>The payload's members: those that the file describes, and those that only filters use.</summary>
    public required ObjectSpec Payload { get; init; }

    /// <summary>The elements of a root array that keys access by index, or null.</summary>
    public required MemberSpec? RootElements { get; init; }

    /// <summary>The places of the values of keys from the root of the payload, ordered by key.</summary>
    public required EquatableArray<KeySpec> Keys { get; init; }

    /// <summary>The lists whose elements filters read, in the order of the file.</summary>
    public required EquatableArray<ElementSpec> Elements { get; init; }

    /// <summary>True if filters read the elements of a root array, which a body that is not JSON does not have.</summary>
    public bool LooksAtRoot => Elements.Any(static element => element.List == FilterSchema.Root);

    /// <summary>The places of a key from the root of the payload.</summary>
    public KeySpec Key(string key) => Keys.First(spec => spec.Key == key);

    /// <summary>The places of a key.</summary>
    /// <param name="list">The list whose elements it is relative to, or null.</param>
    /// <param name="key">The key as the file has it.</param>
    public KeySpec Key(string? list, string key)
    {
        (string? owner, string name) = SchemaKeys.Resolve(list, key);
        return owner is null ? Key(name) : Element(owner).Keys.First(spec => spec.Key == name);
    }

    /// <summary>The expressions of <c>matches</c>, each once, and whether case is ignored.</summary>
    public IEnumerable<(string Pattern, bool IgnoreCase)> Expressions => SchemaConditions.All(Schema)
        .Where(static condition => condition.Operator == ConditionOperator.Matches)
        .SelectMany(static condition => condition.Texts.Select(text => (text, condition.IgnoreCase)))
        .Distinct();

    /// <summary>The static field of an expression.</summary>
    public string Expression(string pattern, bool ignoreCase) => $"Expression{Expressions.TakeWhile(other => other != (pattern, ignoreCase)).Count() + 1}";

    /// <summary>The elements of a list.</summary>
    public ElementSpec Element(string list) => Elements.First(spec => spec.List == list);
}
