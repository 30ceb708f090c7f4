using Callgoose.Incidents;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>A line for delivery, with its incident as it is at that moment.</summary>
/// <param name="Offset">Its position among the lines of the batch, from 1.</param>
/// <param name="Number">The line of the timeline.</param>
/// <param name="At">When it happened, in Unix milliseconds (UTC).</param>
/// <param name="Row">The incident.</param>
/// <param name="Title">Its title.</param>
internal sealed record ToldCopy(int Offset, int Number, long At, StoredIncident Row, byte[] Title);
