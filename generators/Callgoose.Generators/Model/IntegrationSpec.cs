using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>
/// Everything that is emitted for one schema file. Immutable, and equal to another pointwise, so that an equal one emits
/// nothing anew: no symbol, no location and no path may get in here.
/// </summary>
internal sealed record IntegrationSpec
{
    /// <summary>The field that tells whether the payload was read from JSON, where somebody asks.</summary>
    public const string IsJson = "IsJson";

    /// <summary>The first part of the names of all emitted types.</summary>
    public required string TypeName { get; init; }

    /// <summary>The file's meaning.</summary>
    public required IntegrationSchema Schema { get; init; }

    /// <summary>The payload's members, those of the file and those that only keys of filters name.</summary>
    public required ObjectSpec Payload { get; init; }

    /// <summary>The elements of a root array that keys name by index, or null.</summary>
    public required MemberSpec? RootElements { get; init; }

    /// <summary>Where to find the value of each key that is looked for from the root of the payload, ordered by key.</summary>
    public required EquatableArray<KeySpec> Keys { get; init; }

    /// <summary>The lists at whose elements filters look, in the order of the file.</summary>
    public required EquatableArray<ElementSpec> Elements { get; init; }

    /// <summary>Whether filters look at the elements of a root array, which a body that is no JSON does not have.</summary>
    public bool LooksAtRoot => Elements.Any(static element => element.List == FilterSchema.Root);

    /// <summary>Where to find a key from the root of the payload.</summary>
    public KeySpec Key(string key) => Keys.First(spec => spec.Key == key);

    /// <summary>Where to find a key.</summary>
    /// <param name="list">The list to whose elements it is relative where it stands, or null.</param>
    /// <param name="key">The key as it stands there.</param>
    public KeySpec Key(string? list, string key)
    {
        (string? owner, string name) = SchemaKeys.Resolve(list, key);
        return owner is null ? Key(name) : Element(owner).Keys.First(spec => spec.Key == name);
    }

    /// <summary>The expressions of <c>matches</c>, each once, and whether the case of letters is ignored.</summary>
    public IEnumerable<(string Pattern, bool IgnoreCase)> Expressions => SchemaConditions.All(Schema)
        .Where(static condition => condition.Operator == ConditionOperator.Matches)
        .SelectMany(static condition => condition.Texts.Select(text => (text, condition.IgnoreCase)))
        .Distinct();

    /// <summary>The static field of an expression.</summary>
    public string Expression(string pattern, bool ignoreCase) => $"Expression{Expressions.TakeWhile(other => other != (pattern, ignoreCase)).Count() + 1}";

    /// <summary>The elements of a list.</summary>
    public ElementSpec Element(string list) => Elements.First(spec => spec.List == list);
}
