namespace Callgoose.Cli;

/// <summary>The arguments cannot be what the user wanted; the message says what is wrong and what to write.</summary>
internal sealed class UsageException(string message) : Exception(message);
