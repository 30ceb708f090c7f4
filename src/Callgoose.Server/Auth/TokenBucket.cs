using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>The calls that a token has left: a bucket that calls drain and time fills. May be used from any thread.</summary>
/// <remarks>
/// Kept as one number, the moment at which the bucket will be full again: a call moves it on by what one call takes to be
/// made up for, and is refused if that would be further away than an empty bucket takes to fill (the generic cell rate
/// algorithm of ITU-T I.371). The number says nothing of the rate, which may change between two calls.
/// </remarks>
internal sealed class TokenBucket
{
    private long fullAt;

    /// <summary>Whether there is no call left.</summary>
    /// <param name="rate">The rate in force, which is not off.</param>
    /// <param name="now">A time that never goes back, in units of 100 ns.</param>
    public bool IsEmpty(RateLimit rate, long now) => Math.Max(Interlocked.Read(ref fullAt), now) + (rate.Period.Ticks / rate.Count) - now > rate.Period.Ticks;

    /// <summary>Takes a call out of the bucket.</summary>
    /// <param name="rate">The rate in force, which is not off.</param>
    /// <param name="now">A time that never goes back, in units of 100 ns.</param>
    /// <returns>Zero if it was there, else after how long to come again.</returns>
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
