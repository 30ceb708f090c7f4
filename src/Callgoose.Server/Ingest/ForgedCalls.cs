using System.Collections.Concurrent;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Ingest;

/// <summary>
/// Counts calls with a wrong signature, by token. They do not use up the token's rate, which belongs to the holder of the secret. While there are many,
/// the token's signatures are checked in turns of <see cref="Threads.LongWork"/>, so that guessing uses at most half of the processors.
/// </summary>
internal sealed class ForgedCalls(TimeProvider clock)
{
    /// <summary>More than a sender with a wrong secret makes.</summary>
    private static readonly RateLimit Few = new(60, TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<TimeOrderedId, TokenBucket> buckets = new();
    private readonly long start = clock.GetTimestamp();

    /// <summary>Counts a forged call.</summary>
    public void Count(TimeOrderedId token) => buckets.GetOrAdd(token, static _ => new TokenBucket()).Take(Few, Elapsed);

    /// <summary>Whether a token had many forged calls recently. If it had none, this costs one lookup.</summary>
    public bool AreMany(TimeOrderedId token) => buckets.TryGetValue(token, out TokenBucket? bucket) && bucket.IsEmpty(Few, Elapsed);

    private long Elapsed => clock.GetElapsedTime(start).Ticks;
}
