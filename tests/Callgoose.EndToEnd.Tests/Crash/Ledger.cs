using System.Collections.Concurrent;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>What the senders sent, and which calls got a 2xx, over all lives of the server.</summary>
public sealed class Ledger
{
    private readonly Lock counting = new();
    private int counted;
    private (int Count, TaskCompletionSource Reached) wanted = (0, new TaskCompletionSource());

    /// <summary>The ids of acknowledged incidents, by key.</summary>
    public ConcurrentDictionary<string, string> Created { get; } = new();

    /// <summary>The keys for which a resolve was sent, acknowledged or not.</summary>
    public ConcurrentDictionary<string, bool> ResolveSent { get; } = new();

    /// <summary>The keys whose resolve was acknowledged.</summary>
    public ConcurrentDictionary<string, bool> Resolved { get; } = new();

    /// <summary>How many triggers were sent, by key.</summary>
    public ConcurrentDictionary<string, int> Sent { get; } = new();

    /// <summary>How many triggers were acknowledged, by key.</summary>
    public ConcurrentDictionary<string, int> Acknowledged { get; } = new();

    /// <summary>How long to wait for acknowledgements before a test without any fails.</summary>
    private static TimeSpan HangGuard => TimeSpan.FromMinutes(2);

    /// <summary>Completes after this many more acknowledged calls, however long the disk takes for them. Only one caller may wait at a time.</summary>
    public Task AcknowledgedAsync(int more)
    {
        lock (counting)
        {
            wanted = (counted + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return more == 0 ? Task.CompletedTask : wanted.Reached.Task.WaitAsync(HangGuard);
        }
    }

    /// <summary>Counts an acknowledged call.</summary>
    public void Count()
    {
        lock (counting)
        {
            if (++counted == wanted.Count)
            {
                wanted.Reached.SetResult();
            }
        }
    }

    /// <summary>Checks all incidents of a server against everything that was acknowledged.</summary>
    public void AssertKept(IEnumerable<JsonElement> incidents)
    {
        ILookup<string, JsonElement> byKey = incidents.ToLookup(static incident => incident.Text("incidentKey")!);
        Assert.All(Created, created => AssertKept(created.Key, Assert.Single(byKey[created.Key])));

        // Calls without an acknowledgement may have an effect or not, and no key is there twice.
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
