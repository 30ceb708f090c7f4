using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Layout;

/// <summary>The tables are those of a newer program, which says of none as old as this one that it may go on. Nothing passes that by waiting.</summary>
/// <param name="message">Which versions, and what to do.</param>
internal sealed class NewerTablesException(string message) : StoreException(message);
