using System.Diagnostics;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Tokens;

/// <summary>
/// Looks at the database for those who present a token that is not known: ten times a second at most, whatever is sent. All who ask meanwhile wait for the same look,
/// which begins after the last of them has asked; of more than a thousand the rest is told that there is none.
/// </summary>
/// <param name="look">Takes over what has changed.</param>
internal sealed class TokenLooks(Func<ValueTask> look)
{
    private const int MaxWaiting = 1000;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>A database that takes longer cannot be asked: whoever asks is told to come again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<bool>? next;
    private int waiting;
    private long begunAt;

    /// <summary>Waits for the next look.</summary>
    /// <returns>Whether it has looked; false if too many wait.</returns>
    /// <exception cref="StoreException">It cannot look.</exception>
    public ValueTask<bool> AskAsync()
    {
        lock (gate)
        {
            if (next is not null && waiting >= MaxWaiting)
            {
                return new(false);
            }

            waiting++;
            return new(next ??= RunAsync());
        }
    }

    private async Task<bool> RunAsync()
    {
        // Not under the lock any more.
        await Task.Yield();
        TimeSpan since = begunAt == 0 ? Between : Stopwatch.GetElapsedTime(begunAt);
        if (since < Between)
        {
            await Task.Delay(Between - since);
        }

        lock (gate)
        {
            // Whoever asks from now on may mean a token that this look does not see yet.
            (next, waiting, begunAt) = (null, 0, Stopwatch.GetTimestamp());
        }

        try
        {
            await look().AsTask().WaitAsync(Longest);
            return true;
        }
        catch (TimeoutException)
        {
            throw new StoreException("The database was asked which tokens are valid, and has not answered in time.");
        }
    }
}
