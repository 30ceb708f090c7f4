using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>It is unknown whether the batch was committed: it must not run again.</summary>
/// <param name="message">What could not be asked, and why.</param>
internal sealed class InDoubtException(string message) : StoreException(message)
{
}
