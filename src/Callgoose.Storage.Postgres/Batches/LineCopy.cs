using Callgoose.Incidents;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>A line of a timeline that the batch adds.</summary>
internal sealed record LineCopy(long Incident, int Number, Transition Line);
