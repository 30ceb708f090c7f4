namespace Callgoose.Incidents;

/// <summary>Something that was changed on purpose, such as a deployment: it opens nothing, and tells those who look at an incident what came before it.</summary>
/// <param name="Id">Its id: that of the call that brought it.</param>
/// <param name="Environment">The environment of its token.</param>
/// <param name="Services">The names of the services that its token reached.</param>
/// <param name="Source">What changed, in the sender's words; null if it said nothing.</param>
/// <param name="Summary">What happened, on one line.</param>
/// <param name="At">When, by the sender's word, in Unix milliseconds (UTC).</param>
/// <param name="ReceivedAt">When it was received, in Unix milliseconds (UTC).</param>
/// <param name="Body">The event as it came, as UTF-8 JSON without the routing key; null where it was not asked for.</param>
public sealed record ChangeEvent(
    TimeOrderedId Id, string Environment, IReadOnlyList<string> Services, string? Source, string Summary, long At, long ReceivedAt, byte[]? Body);
