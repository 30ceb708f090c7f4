using System.Collections.Concurrent;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Enforces the rates of tokens. A token without a rate costs nothing; a token with a rate allocates its bucket once.</summary>
internal sealed class TokenRates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<TimeOrderedId, TokenBucket> buckets = new();
    private readonly long start = clock.GetTimestamp();

    /// <summary>Counts a call.</summary>
    /// <param name="token">The token of the call.</param>
    /// <param name="otherwise">The rate for tokens without their own.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Count(ApiToken token, RateLimit otherwise)
    {
        RateLimit rate = token.Rate ?? otherwise;
        if (rate.IsOff)
        {
            return null;
        }

        TokenBucket bucket = buckets.GetOrAdd(token.Id, static _ => new TokenBucket());
        TimeSpan wait = bucket.Take(rate, clock.GetElapsedTime(start).Ticks);
        return wait == TimeSpan.Zero ? null : Problems.TooManyCalls(rate, (int)Math.Ceiling(wait.TotalSeconds));
    }
}
