namespace Callgoose.LoadTest;

/// <summary>The figures of this run would mean nothing: something is missing, failed or gave a wrong answer.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
