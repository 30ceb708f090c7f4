using Callgoose.Fuzzing.Targets;
using SharpFuzz;

namespace Callgoose.Fuzzing;

/// <summary>The targets that can be fuzzed, by name. Each target throws if the bytes break one of its promises.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<string> Names { get; } = ["reader", "matcher", "layout", "schema", "door"];

    /// <summary>Finds a target. Its first input creates it: instrumented code must not run before the memory for its counters exists.</summary>
    public static ReadOnlySpanAction Named(string name)
    {
        ReadOnlySpanAction? check = null;
        Func<ReadOnlySpanAction> make = Maker(name);
        return input => (check ??= make())(input);
    }

    private static Func<ReadOnlySpanAction> Maker(string name) => name switch
    {
        "reader" => static () => new ReaderTarget().Check,
        "matcher" => static () => new MatcherTarget().Check,
        "layout" => static () => new LayoutTarget().Check,
        "schema" => static () => SchemaTarget.Check,
        "door" => static () => DoorTarget.Check,
        _ => throw new ArgumentException($"there is no target '{name}', but: {string.Join(", ", Names)}"),
    };
}
