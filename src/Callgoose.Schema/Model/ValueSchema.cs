namespace Callgoose.Schema;

/// <summary>Where a part of a filter takes a value from: one key, or several of which the first that gives something decides (Catalog/README.md 3).</summary>
/// <param name="Options">What is tried, in order; one at least.</param>
public sealed record ValueSchema(EquatableArray<ValueOption> Options)
{
    /// <summary>A value that stands at one key.</summary>
    public static ValueSchema Of(string key) => new(new EquatableArray<ValueOption>([new ValueOption(new EquatableArray<string>([key]), null)]));

    /// <summary>For people: <c>id</c>, <c>host + service</c>, <c>id or fingerprint</c>.</summary>
    public override string ToString() => string.Join(" or ", Options);
}
