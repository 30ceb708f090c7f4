using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary>Opens the tokens of a data folder that has to be there.</summary>
internal static class TokenFolder
{
    /// <summary>Opens the tokens; a folder that does not exist is a typing error, not a reason to make one.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static TokenStore OpenExisting(string path) => Directory.Exists(path)
        ? TokenStore.Open(DataFolder.Open(path), TimeProvider.System)
        : throw new UsageException($"There is no data folder at '{path}'; name the one that the server uses with --data.");
}
