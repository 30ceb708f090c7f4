using System.Collections.Concurrent;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>What senders sent and what they were told with a 2xx, over all lives of the server.</summary>
public sealed class Ledger
{
    /// <summary>Incident ids by their keys: each was acknowledged.</summary>
    public ConcurrentDictionary<string, string> Created { get; } = new();

    /// <summary>The keys whose resolve was sent, whatever came of it.</summary>
    public ConcurrentDictionary<string, bool> ResolveSent { get; } = new();

    /// <summary>The keys whose resolve was acknowledged.</summary>
    public ConcurrentDictionary<string, bool> Resolved { get; } = new();

    /// <summary>By key, how many triggers were sent.</summary>
    public ConcurrentDictionary<string, int> Sent { get; } = new();

    /// <summary>By key, how many triggers were acknowledged.</summary>
    public ConcurrentDictionary<string, int> Acknowledged { get; } = new();

    /// <summary>Checks all incidents of a server against everything that was acknowledged.</summary>
    public void AssertKept(IEnumerable<JsonElement> incidents)
    {
        ILookup<string, JsonElement> byKey = incidents.ToLookup(static incident => incident.Text("incidentKey")!);
        Assert.All(Created, created => AssertKept(created.Key, Assert.Single(byKey[created.Key])));

        // What was not acknowledged may be there or not, and no key is there twice.
        Assert.All(byKey, static same => Assert.Single(same));
        Assert.All(byKey, same => Assert.True(Sent.ContainsKey(same.Key), same.Key));
    }

    /// <summary>Checks one incident against everything that was acknowledged of its key.</summary>
    public void AssertKept(string key, JsonElement incident)
    {
        Assert.Equal(Created[key], incident.Text("id"));
        Assert.InRange(incident.GetProperty("occurrences").GetInt32(), Acknowledged[key], Sent[key]);
        if (Resolved.ContainsKey(key))
        {
            Assert.Equal("resolved", incident.Text("state"));
        }
        else if (!ResolveSent.ContainsKey(key))
        {
            Assert.Equal("triggered", incident.Text("state"));
        }
    }
}
