namespace Callgoose.Schema.Destinations;

/// <summary>The rules for evaluating an answer. A 2xx means delivered; an answer that is neither delivered nor refused leads to a retry.</summary>
/// <param name="Refused">The statuses with which a tool refuses for good.</param>
/// <param name="OkKey">
/// The key in the answer that tells whether the tool accepted the message, for tools that answer 200 in both cases; null for others.
/// </param>
/// <param name="OkValue">The value of that key for an accepted message, as JSON or text.</param>
/// <param name="ThreadKey">The key in the answer whose value is stored for later events; null for none.</param>
public sealed record AnswerSchema(EquatableArray<int> Refused, string? OkKey, string OkValue, string? ThreadKey)
{
    /// <summary>The default: statuses that the same message will always get again, because it is malformed, too large, gone, or not supported.</summary>
    public static EquatableArray<int> RefusedByDefault { get; } = new([400, 405, 406, 410, 411, 413, 414, 415, 422]);
}
