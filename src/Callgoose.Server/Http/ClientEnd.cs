namespace Callgoose.Http;

/// <summary>A connection feature that signals that the client sends nothing more: it has closed its sending side, or it is gone.</summary>
/// <param name="Closed">Cancelled at that time.</param>
internal sealed record ClientEnd(CancellationToken Closed);
