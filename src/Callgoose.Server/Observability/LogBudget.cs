namespace Callgoose.Observability;

/// <summary>How much each cause, and each client of it, may still write into the log: so many lines a minute. May be used from any thread.</summary>
/// <remarks>
/// A cause is one that the program knows: an event, and the type and the place of what was thrown. Their number is bounded, and no client can make up
/// one more; however many clients bring one about, together they get what one cause gets. One client gets a part of that, so that it hides nobody else.
/// Of a cause no more clients are kept than it has lines.
/// </remarks>
/// <param name="clock">Its timestamps tell when a minute is over; the time of day may go where it wants.</param>
internal sealed class LogBudget(TimeProvider clock)
{
    /// <summary>The lines of one cause in a minute.</summary>
    public const int LinesAMinute = 60;

    /// <summary>The lines of one client of a cause in a minute.</summary>
    public const int LinesOfClient = 10;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<LogCause, Account> accounts = [];

    /// <summary>Takes a line out of the budget of a cause.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="client">The address of who brought it about; null if nobody in particular did.</param>
    /// <returns>Whether the line may be written.</returns>
    public bool TryTake(LogCause cause, string? client = null)
    {
        long now = clock.GetTimestamp();
        lock (gate)
        {
            if (!accounts.TryGetValue(cause, out Account? account))
            {
                accounts.Add(cause, account = new Account());
                account.Begin(now);
            }

            if (account.LeftOut == 0 && clock.GetElapsedTime(account.Began, now) >= Length)
            {
                account.Begin(now);
            }

            return account.TryTake(cause.LinesAMinute, client);
        }
    }

    /// <summary>Tells what was left out in minutes that are over, and begins new ones for it.</summary>
    /// <param name="all">Whether minutes that are not over count, too: at the end.</param>
    public IReadOnlyList<LeftOutLines> TakeLeftOut(bool all = false)
    {
        long now = clock.GetTimestamp();
        List<LeftOutLines>? told = null;
        lock (gate)
        {
            foreach ((LogCause cause, Account account) in accounts)
            {
                if (account.LeftOut > 0 && (all || clock.GetElapsedTime(account.Began, now) >= Length))
                {
                    (told ??= []).Add(account.Told(cause));
                    account.Begin(now);
                }
            }
        }

        return told ?? [];
    }

    private sealed class Account
    {
        private readonly Dictionary<string, (int Written, long LeftOut)> clients = [];
        private int written;

        public long Began { get; private set; }

        public long LeftOut { get; private set; }

        public void Begin(long now)
        {
            (Began, written, LeftOut) = (now, 0, 0);
            clients.Clear();
        }

        public bool TryTake(int lines, string? client)
        {
            bool isKnown = clients.TryGetValue(client ?? string.Empty, out (int Written, long LeftOut) own);
            bool takes = written < lines && own.Written < LinesOfClient;
            (written, LeftOut) = takes ? (written + 1, LeftOut) : (written, LeftOut + 1);
            if (client is not null && (takes || isKnown))
            {
                clients[client] = takes ? (own.Written + 1, own.LeftOut) : (own.Written, own.LeftOut + 1);
            }

            return takes;
        }

        public LeftOutLines Told(LogCause cause)
        {
            KeyValuePair<string, (int Written, long LeftOut)> most = clients.Count == 0 ? default : clients.MaxBy(static client => client.Value.LeftOut);
            return new LeftOutLines(cause, LeftOut, most.Value.LeftOut > 0 ? most.Key : null, most.Value.LeftOut);
        }
    }
}
