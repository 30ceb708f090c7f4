namespace Callgoose.Schema;

/// <summary>Example payloads, as compact JSON.</summary>
/// <param name="Trigger">Samples that pass a trigger.</param>
/// <param name="Resolve">Samples that pass a resolve.</param>
/// <param name="Ignored">Samples that pass nothing.</param>
public sealed record SamplesSchema(EquatableArray<string> Trigger, EquatableArray<string> Resolve, EquatableArray<string> Ignored)
{
    /// <summary>Samples that pass an acknowledge part.</summary>
    public EquatableArray<string> Acknowledge { get; init; }

    /// <summary>Samples that pass a trigger without an incident key.</summary>
    public EquatableArray<string> Unkeyed { get; init; }

    /// <summary>Samples whose elements have different results.</summary>
    public EquatableArray<BatchSample> Batch { get; init; }

    /// <summary>All payloads.</summary>
    public IEnumerable<string> All =>
        Trigger.Concat(Resolve).Concat(Acknowledge).Concat(Unkeyed).Concat(Batch.Select(static sample => sample.Payload)).Concat(Ignored);
}
