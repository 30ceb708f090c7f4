namespace Callgoose.Cli;

/// <summary>The arguments are invalid. The message says what is wrong and what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
