namespace Callgoose.Incidents;

/// <summary>The place of a relayed call in the queue of its relay (Relay/README.md).</summary>
/// <param name="Relay">The id that the relay has assigned to its queue.</param>
/// <param name="Sequence">The number of the call, larger than that of every call before it. 0 for a call that was not relayed.</param>
/// <param name="After">The number of the call that must be the last one accepted before this; 0 if the relay has no other call in flight.</param>
public readonly record struct RelayPlace(TimeOrderedId Relay, long Sequence, long After);
