namespace Callgoose.Storage.Files;

/// <summary>A file has more bytes than it may have.</summary>
/// <param name="message">Which, and how many it may have.</param>
public sealed class FileTooLargeException(string message) : IOException(message)
{
}
