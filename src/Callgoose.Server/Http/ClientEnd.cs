namespace Callgoose.Http;

/// <summary>What tells that the client of a connection sends nothing more: it has closed its sending side, or it is gone. Among the features of a connection.</summary>
/// <param name="Closed">Cancelled then.</param>
internal sealed record ClientEnd(CancellationToken Closed);
