namespace Callgoose.Incidents;

/// <summary>A deliberate change, such as a deployment. It opens no incident, but shows people who look at an incident what happened before it.</summary>
/// <param name="Id">The id: that of the call that delivered it.</param>
/// <param name="Environment">The environment of its token.</param>
/// <param name="Services">The names of the services that its token reaches.</param>
/// <param name="Source">What changed, in the sender's words; null if the sender did not say.</param>
/// <param name="Summary">What happened, on one line.</param>
/// <param name="At">When it happened according to the sender, in Unix milliseconds (UTC).</param>
/// <param name="ReceivedAt">When it was received, in Unix milliseconds (UTC).</param>
/// <param name="Body">The event as received, as UTF-8 JSON without the routing key; null where it was not requested.</param>
public sealed record ChangeEvent(
    TimeOrderedId Id, string Environment, IReadOnlyList<string> Services, string? Source, string Summary, long At, long ReceivedAt, byte[]? Body);
