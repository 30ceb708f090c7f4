namespace Callgoose.LoadTest;

/// <summary>A run whose figures would not mean anything: something is missing, failed or answered what it must not.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
