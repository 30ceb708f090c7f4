namespace Callgoose.Observability;

/// <summary>How much each cause may still write into the log: so many lines a minute. May be used from any thread.</summary>
/// <remarks>
/// A cause is one that the program knows: an event, and the type and the place of what was thrown. Their number is bounded, and no client can make up
/// one more; however many clients bring one about, together they get what one gets.
/// </remarks>
/// <param name="clock">Its timestamps tell when a minute is over; the time of day may go where it wants.</param>
internal sealed class LogBudget(TimeProvider clock)
{
    /// <summary>The lines of one cause in a minute.</summary>
    public const int LinesAMinute = 60;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<LogCause, Account> accounts = [];

    /// <summary>Takes a line out of the budget of a cause.</summary>
    /// <returns>Whether the line may be written.</returns>
    public bool TryTake(LogCause cause)
    {
        long now = clock.GetTimestamp();
        lock (gate)
        {
            if (!accounts.TryGetValue(cause, out Account? account))
            {
                accounts.Add(cause, account = new Account { Began = now });
            }

            if (account.LeftOut == 0 && clock.GetElapsedTime(account.Began, now) >= Length)
            {
                account.Began = now;
                account.Written = 0;
            }

            if (account.Written < LinesAMinute)
            {
                account.Written++;
                return true;
            }

            account.LeftOut++;
            return false;
        }
    }

    /// <summary>Tells what was left out in minutes that are over, and begins new ones for it.</summary>
    /// <param name="all">Whether minutes that are not over count, too: at the end.</param>
    public IReadOnlyList<(LogCause Cause, long Lines)> TakeLeftOut(bool all = false)
    {
        long now = clock.GetTimestamp();
        List<(LogCause Cause, long Lines)>? told = null;
        lock (gate)
        {
            foreach ((LogCause cause, Account account) in accounts)
            {
                if (account.LeftOut > 0 && (all || clock.GetElapsedTime(account.Began, now) >= Length))
                {
                    (told ??= []).Add((cause, account.LeftOut));
                    account.LeftOut = 0;
                    account.Written = 0;
                    account.Began = now;
                }
            }
        }

        return told ?? [];
    }

    private sealed class Account
    {
        public long Began { get; set; }

        public int Written { get; set; }

        public long LeftOut { get; set; }
    }
}
