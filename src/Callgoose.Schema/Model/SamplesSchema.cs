namespace Callgoose.Schema;

/// <summary>Example payloads, as compact JSON.</summary>
/// <param name="Trigger">Those that pass a trigger.</param>
/// <param name="Resolve">Those that pass a resolve.</param>
/// <param name="Ignored">Those that pass nothing.</param>
public sealed record SamplesSchema(EquatableArray<string> Trigger, EquatableArray<string> Resolve, EquatableArray<string> Ignored);
