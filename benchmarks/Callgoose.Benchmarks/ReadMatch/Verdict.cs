using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>
/// The verdict on a payload of Better Stack, as strings: the result of the rivals that create strings. All contenders are compared by it before they
/// are measured.
/// </summary>
/// <param name="Triggers">The trigger filter passed.</param>
/// <param name="Resolves">The resolve filter passed.</param>
/// <param name="Key">The incident key.</param>
/// <param name="Title">The title field, for a trigger.</param>
/// <param name="Description">The description field, for a trigger.</param>
/// <param name="OccurredAt">When it happened.</param>
internal readonly record struct Verdict(
    bool Triggers, bool Resolves, string? Key = null, string? Title = null, string? Description = null, string? OccurredAt = null)
{
    /// <summary>The verdict in a match over bytes.</summary>
    public static Verdict Of(in FilterMatch match) =>
        match.Trigger.Passed
            ? new(
                true,
                match.Resolve.Passed,
                Text(match.Trigger.Key),
                Text(match.Trigger.Title),
                Text(match.Trigger.Description),
                Text(match.Trigger.OccurredAt))
            : match.Resolve.Passed
                ? new(false, true, Text(match.Resolve.Key), OccurredAt: Text(match.Resolve.OccurredAt))
                : default;

    private static string? Text(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
}
