namespace Callgoose.Storage.Postgres.Batches;

/// <summary>Another server has the place of this one. Nothing of the batch is stored, and it may run again in a new place.</summary>
internal sealed class LostSeatException : Exception
{
}
