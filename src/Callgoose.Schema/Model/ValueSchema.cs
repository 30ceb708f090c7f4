namespace Callgoose.Schema;

/// <summary>The source of a value: one key, or several of which the first with a value decides (Catalog/README.md 3).</summary>
/// <param name="Options">The options to try, in order; at least one.</param>
public sealed record ValueSchema(EquatableArray<ValueOption> Options)
{
    /// <summary>Creates the source for the value of one key.</summary>
    public static ValueSchema Of(string key) => new(new EquatableArray<ValueOption>([new ValueOption(new EquatableArray<string>([key]), null)]));

    /// <summary>A text for people: <c>id</c>, <c>host + service</c>, <c>id or fingerprint</c>.</summary>
    public override string ToString() => string.Join(" or ", Options);
}
