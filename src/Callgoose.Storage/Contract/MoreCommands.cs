namespace Callgoose.Storage.Contract;

/// <summary>Takes the commands that have arrived since a batch was taken, without waiting.</summary>
/// <param name="room">Receives the commands in the order in which they arrived.</param>
/// <returns>How many were taken.</returns>
internal delegate int MoreCommands(Span<StoreCommand> room);
