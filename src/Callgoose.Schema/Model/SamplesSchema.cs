namespace Callgoose.Schema;

/// <summary>Example payloads, as compact JSON.</summary>
/// <param name="Trigger">Those that pass a trigger.</param>
/// <param name="Resolve">Those that pass a resolve.</param>
/// <param name="Ignored">Those that pass nothing.</param>
public sealed record SamplesSchema(EquatableArray<string> Trigger, EquatableArray<string> Resolve, EquatableArray<string> Ignored)
{
    /// <summary>Those that pass an acknowledge.</summary>
    public EquatableArray<string> Acknowledge { get; init; }

    /// <summary>Those that pass a trigger and give no incident key.</summary>
    public EquatableArray<string> Unkeyed { get; init; }

    /// <summary>Those whose elements come to different ends.</summary>
    public EquatableArray<BatchSample> Batch { get; init; }

    /// <summary>All payloads.</summary>
    public IEnumerable<string> All =>
        Trigger.Concat(Resolve).Concat(Acknowledge).Concat(Unkeyed).Concat(Batch.Select(static sample => sample.Payload)).Concat(Ignored);
}
