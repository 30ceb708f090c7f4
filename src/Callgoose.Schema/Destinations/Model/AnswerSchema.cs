namespace Callgoose.Schema.Destinations;

/// <summary>How an answer is judged. 2xx means delivered; what is neither delivered nor refused is tried again.</summary>
/// <param name="Refused">The statuses with which a tool refuses for good.</param>
/// <param name="OkKey">The key of the answer that tells whether it took it, for tools that answer 200 either way; null for others.</param>
/// <param name="OkValue">The value of that key if it took it, as JSON or text.</param>
/// <param name="ThreadKey">The key of the answer whose value is kept for the events that follow; null for none.</param>
public sealed record AnswerSchema(EquatableArray<int> Refused, string? OkKey, string OkValue, string? ThreadKey)
{
    /// <summary>What the same message never gets another answer to: it is malformed, too large, gone, or of no use there.</summary>
    public static EquatableArray<int> RefusedByDefault { get; } = new([400, 405, 406, 410, 411, 413, 414, 415, 422]);
}
