using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Overview;

/// <summary>
/// Counts incidents for overviews: it reads all stored incidents once and then follows new commits. It starts with the first request and
/// continues with each further one: a server without such requests does no work for it, and the writer never does. All its data is in
/// memory and can always be counted again, so nothing has to be stored, migrated or restored. May be used from any thread.
/// </summary>
/// <param name="open">Opens the reader.</param>
/// <param name="clock">The clock.</param>
/// <param name="turn">Waits for a turn before each page is read, so that counting leaves room for other work; null not to wait.</param>
public sealed class OverviewCounter(Func<IOverviewReader> open, TimeProvider clock, Func<ValueTask>? turn = null) : IAsyncDisposable
{
    /// <summary>The number of incidents in a page of the first read, or of lines in a page of new commits. A page takes some milliseconds.</summary>
    private const int PageSize = 500;

    /// <summary>How long an answer waits for counting to catch up. After that it says that the counts are incomplete.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private OverviewCounts counts = new();

    /// <summary>
    /// For each page of the first read: its last incident, and the newest line that it could see. Empty once all those lines have been
    /// followed.
    /// </summary>
    private readonly List<(long LastIncident, long NewestLine)> walked = [];

    private Task? work;
    private long position = -1;
    private volatile bool isEnding;

    /// <summary>Creates the report for a time range.</summary>
    /// <param name="query">The request.</param>
    /// <param name="patience">How long to wait for counting to catch up; null for the default of answers.</param>
    /// <exception cref="StoreException">The incidents cannot be read.</exception>
    public async ValueTask<OverviewReport> ReadAsync(OverviewQuery query, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        Task current;
        lock (gate)
        {
            current = work is null or { IsCompleted: true } ? work = Task.Run(CatchUpAsync) : work;
        }

        bool isBuilding = await Task.WhenAny(current, Task.Delay(patience ?? Patience)) != current;
        if (!isBuilding)
        {
            await current;
        }

        lock (gate)
        {
            return OverviewSummary.Make(counts, query, Now, isBuilding);
        }
    }

    /// <summary>Stops counting, so that the store can be closed.</summary>
    public async ValueTask DisposeAsync()
    {
        isEnding = true;
        Task? current;
        lock (gate)
        {
            current = work;
        }

        if (current is not null)
        {
            await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task CatchUpAsync()
    {
        using IOverviewReader reader = open();
        while (position < 0 || !await FollowAsync(reader))
        {
            await CountStoredAsync(reader);
        }
    }

    private async Task CountStoredAsync(IOverviewReader reader)
    {
        lock (gate)
        {
            counts = new OverviewCounts();
            walked.Clear();
            position = -1;
        }

        long since = Now - (long)OverviewCounts.Kept.TotalMilliseconds;
        long begin = -1;
        bool isLast = false;
        for (long after = 0; !isLast;)
        {
            await TurnAsync();
            OverviewPage page = await reader.WalkAsync(after, since, PageSize);
            Add(page.Events);
            begin = begin < 0 ? page.NewestLine : begin;
            if (page.Last > after)
            {
                walked.Add((page.Last, page.NewestLine));
            }

            (after, isLast) = (page.Last, page.IsLast);
        }

        position = begin;
    }

    /// <summary>Follows new commits.</summary>
    /// <returns>False if the store no longer has the order that far back, so that everything must be counted again.</returns>
    private async Task<bool> FollowAsync(IOverviewReader reader)
    {
        for (bool isLast = false; !isLast;)
        {
            await TurnAsync();
            if (await reader.FollowAsync(position, PageSize) is not OverviewPage page)
            {
                return false;
            }

            Add(page.Events.Where(IsNew));
            (position, isLast) = (page.Last, page.IsLast);
            if (walked.Count > 0 && position >= walked[^1].NewestLine)
            {
                walked.Clear();
            }
        }

        return true;
    }

    /// <summary>Tells whether a line is newer than the view of the page that had its incident.</summary>
    private bool IsNew(OverviewEvent happened)
    {
        int page = walked.BinarySearch((happened.Number, 0), Comparer<(long LastIncident, long NewestLine)>.Create(static (one, other) => one.LastIncident.CompareTo(other.LastIncident)));
        page = page >= 0 ? page : ~page;
        return page >= walked.Count || happened.Line > walked[page].NewestLine;
    }

    private void Add(IEnumerable<OverviewEvent> events)
    {
        long now = Now;
        lock (gate)
        {
            foreach (OverviewEvent happened in events)
            {
                counts.Add(happened, now);
            }
        }
    }

    private ValueTask TurnAsync()
    {
        ObjectDisposedException.ThrowIf(isEnding, this);
        return turn?.Invoke() ?? ValueTask.CompletedTask;
    }
}
