using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>A token bucket that limits the calls of an API token: calls drain it and time fills it. Safe to use from any thread.</summary>
/// <remarks>
/// The state is one number: the time at which the bucket is full again. Each call moves that time forward by the period that one call needs to
/// refill. A call is refused if the time would be further away than an empty bucket takes to fill (the generic cell rate
/// algorithm of ITU-T I.371). The number does not depend on the rate, which may change between two calls.
/// </remarks>
internal sealed class TokenBucket
{
    private long fullAt;

    /// <summary>Whether no call is left.</summary>
    /// <param name="rate">The rate in force, which is not off.</param>
    /// <param name="now">A monotonic time, in units of 100 ns.</param>
    public bool IsEmpty(RateLimit rate, long now) => Math.Max(Interlocked.Read(ref fullAt), now) + (rate.Period.Ticks / rate.Count) - now > rate.Period.Ticks;

    /// <summary>Takes a call from the bucket.</summary>
    /// <param name="rate">The rate in force, which is not off.</param>
    /// <param name="now">A monotonic time, in units of 100 ns.</param>
    /// <returns>Zero if a call was available, else the time to wait before retrying.</returns>
    public TimeSpan Take(RateLimit rate, long now)
    {
        long period = rate.Period.Ticks;
        long cost = period / rate.Count;
        while (true)
        {
            long before = Interlocked.Read(ref fullAt);
            long after = Math.Max(before, now) + cost;
            if (after - now > period)
            {
                return TimeSpan.FromTicks(after - now - period);
            }

            if (Interlocked.CompareExchange(ref fullAt, after, before) == before)
            {
                return TimeSpan.Zero;
            }
        }
    }
}
