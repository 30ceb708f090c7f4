using System.Collections.Concurrent;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Ingest;

/// <summary>
/// Calls whose signature was wrong, by token. They do not spend the rate of the token, which belongs to whoever knows the secret. While there are
/// many, the signatures of that token are checked where work takes turns, so that guessing takes half of the processors at most.
/// </summary>
internal sealed class ForgedCalls(TimeProvider clock)
{
    /// <summary>More than a sender with a wrong secret makes.</summary>
    private static readonly RateLimit Few = new(60, TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<TimeOrderedId, TokenBucket> buckets = new();
    private readonly long start = clock.GetTimestamp();

    /// <summary>Counts one.</summary>
    public void Count(TimeOrderedId token) => buckets.GetOrAdd(token, static _ => new TokenBucket()).Take(Few, Elapsed);

    /// <summary>Whether there were many of a token lately. Costs a look while there were none.</summary>
    public bool AreMany(TimeOrderedId token) => buckets.TryGetValue(token, out TokenBucket? bucket) && bucket.IsEmpty(Few, Elapsed);

    private long Elapsed => clock.GetElapsedTime(start).Ticks;
}
