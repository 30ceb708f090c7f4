namespace Callgoose.Observability;

/// <summary>Limits the log lines per minute of each cause, and of each client of a cause. Safe to use from any thread.</summary>
/// <remarks>
/// The program defines the causes: an event, plus the type and the origin of an exception. Their number is bounded, and clients cannot add
/// any. All clients of a cause share its lines. One client may use only a part of them, so that it cannot hide the others.
/// For each cause at most as many clients are tracked as it has lines.
/// </remarks>
/// <param name="clock">Its timestamps measure the minutes, so changes of the time of day do not matter.</param>
internal sealed class LogBudget(TimeProvider clock)
{
    /// <summary>The lines per minute for one cause.</summary>
    public const int LinesAMinute = 60;

    /// <summary>The lines per minute for one client of a cause.</summary>
    public const int LinesOfClient = 10;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<LogCause, Account> accounts = [];

    /// <summary>Takes a line from the budget of a cause.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="client">The address of the client that caused it; null if no single client did.</param>
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

    /// <summary>Returns the omitted lines of all minutes that have ended, and starts new minutes for their causes.</summary>
    /// <param name="all">True to include minutes that have not ended: when the log ends.</param>
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
