using Callgoose.Schema;

namespace Callgoose.Suggest;

/// <summary>Payloads, sorted by the effect that a file has for them.</summary>
/// <param name="ByKind">The payloads of each kind of sample.</param>
/// <param name="LeftOut">The number of payloads that cannot be samples: ends without a beginning among the payloads.</param>
internal sealed record SortedSamples(IReadOnlyList<(string Kind, IReadOnlyList<string> Payloads)> ByKind, int LeftOut)
{
    /// <summary>No samples.</summary>
    public static SortedSamples None { get; } = new([], 0);

    /// <summary>Sorts payloads.</summary>
    public static SortedSamples Of(IReadOnlyList<string> payloads, IReadOnlyList<EvaluationResult> results)
    {
        HashSet<string> begun = [.. results.Where(static result => result.Trigger is { Key.Length: > 0 }).Select(static result => result.Trigger!.Key)];
        (string Payload, string? Kind)[] sorted = [.. payloads.Zip(results, (payload, result) => (payload, KindOf(result, begun)))];
        string[] kinds = ["trigger", "resolve", "acknowledge", "unkeyed", "ignored"];
        return new SortedSamples(
            [.. kinds.Select(kind => (kind, (IReadOnlyList<string>)[.. sorted.Where(sample => sample.Kind == kind).Select(static sample => sample.Payload)])).Where(static one => one.Item2.Count > 0)],
            sorted.Count(static sample => sample.Kind is null));
    }

    private static string? KindOf(EvaluationResult result, HashSet<string> begun) =>
        result.Trigger is TriggerResult trigger ? (trigger.Key.Length > 0 ? "trigger" : "unkeyed")
        : result.Resolve is ResolveResult resolve ? (begun.Contains(resolve.Key) ? "resolve" : null)
        : result.Acknowledge is AcknowledgeResult acknowledge ? (begun.Contains(acknowledge.Key) ? "acknowledge" : null)
        : "ignored";
}
