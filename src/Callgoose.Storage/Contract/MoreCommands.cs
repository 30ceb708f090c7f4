namespace Callgoose.Storage.Contract;

/// <summary>Takes what has come since a batch was taken, without waiting.</summary>
/// <param name="room">Gets the commands in the order in which they came.</param>
/// <returns>How many were taken.</returns>
internal delegate int MoreCommands(Span<StoreCommand> room);
