using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Layout;

/// <summary>The tables belong to a newer program that does not allow programs of this version. Waiting does not help.</summary>
/// <param name="message">Which versions, and what to do.</param>
internal sealed class NewerTablesException(string message) : StoreException(message);
