using System.Collections.Concurrent;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>What senders were told with a 2xx, over all lives of the server.</summary>
public sealed class Record
{
    /// <summary>Incident ids by their keys: each was answered with 201.</summary>
    public ConcurrentDictionary<string, string> Created { get; } = new();

    /// <summary>The keys whose resolve was answered with <c>resolved: true</c>.</summary>
    public ConcurrentDictionary<string, bool> Resolved { get; } = new();
}
