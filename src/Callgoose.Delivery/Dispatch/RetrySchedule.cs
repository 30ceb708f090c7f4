namespace Callgoose.Delivery.Dispatch;

/// <summary>When a delivery that failed is tried again (Delivery/README.md).</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The longest wait that a receiver is granted.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long to wait after so many failed tries; null if it is given up.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="asked">What the receiver asked for.</param>
    /// <remarks>Up to a fifth is added by chance, so that what failed together does not come back together.</remarks>
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

    /// <summary>What a receiver is granted of the wait that it asked for.</summary>
    public static TimeSpan Granted(TimeSpan? asked) => asked is not TimeSpan wait ? TimeSpan.Zero : wait < Longest ? wait : Longest;

    /// <summary>The longest that a delivery can have to wait after so many tries: a clock that was set back does not stretch it.</summary>
    public static TimeSpan Most(int tries) => tries == 0 ? TimeSpan.Zero : Longest;
}
