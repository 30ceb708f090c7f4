namespace Callgoose.Delivery.Dispatch;

/// <summary>The schedule for retries of failed deliveries (Delivery/README.md).</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The longest wait that a receiver can ask for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Returns how long to wait after a number of failed attempts; null if the delivery is given up.</summary>
    /// <param name="tries">The number of attempts.</param>
    /// <param name="asked">The wait that the receiver asked for.</param>
    /// <remarks>Adds up to a fifth at random, so that deliveries that failed together do not retry together.</remarks>
    public static TimeSpan? After(int tries, TimeSpan? asked)
    {
        if (tries > Waits.Length)
        {
            return null;
        }

        TimeSpan wait = Waits[tries - 1] * (1 + (Random.Shared.NextDouble() / 5));
        TimeSpan granted = Granted(asked);
        return granted > wait ? granted : wait;
    }

    /// <summary>Limits the wait that a receiver asked for.</summary>
    public static TimeSpan Granted(TimeSpan? asked) => asked is not TimeSpan wait ? TimeSpan.Zero : wait < Longest ? wait : Longest;

    /// <summary>Returns the longest possible wait after a number of attempts: setting the clock back does not extend it.</summary>
    public static TimeSpan Most(int tries) => tries == 0 ? TimeSpan.Zero : Longest;
}
