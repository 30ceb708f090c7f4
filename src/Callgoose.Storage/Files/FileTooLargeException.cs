namespace Callgoose.Storage.Files;

/// <summary>A file is larger than allowed.</summary>
/// <param name="message">Which file, and the allowed size in bytes.</param>
public sealed class FileTooLargeException(string message) : IOException(message)
{
}
