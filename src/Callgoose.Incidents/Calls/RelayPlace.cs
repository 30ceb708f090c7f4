namespace Callgoose.Incidents;

/// <summary>The place of a relayed call in the line of its relay (Relay/README.md).</summary>
/// <param name="Relay">The relay's own id, which it made for its line.</param>
/// <param name="Sequence">The number of the call; larger than that of every call before it. 0 for a call that was not relayed.</param>
/// <param name="After">The number of the call that has to be the last one taken; 0 if the relay has nothing else under way.</param>
public readonly record struct RelayPlace(TimeOrderedId Relay, long Sequence, long After);
