namespace Callgoose.Storage;

/// <summary>
/// Where commands wait for the writer. Everything that waits is taken at once, so that one commit serves all of it.
/// </summary>
/// <remarks>
/// Two arrays change places under a lock that is held for a few instructions; both are as long as the bound and made
/// once. A channel would do the same work for each command that this does for each batch.
/// </remarks>
internal sealed class CommandQueue(int bound)
{
    private readonly object gate = new();
    private StoreCommand[] waiting = new StoreCommand[bound];
    private StoreCommand[] spare = new StoreCommand[bound];
    private int count;
    private int taken;
    private bool closed;

    /// <summary>How many commands wait, those that were taken last included.</summary>
    public int Length
    {
        get
        {
            lock (gate)
            {
                return count + taken;
            }
        }
    }

    /// <summary>Adds a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="refusal">Why it was not added.</param>
    /// <returns>False if the bound is reached or the queue is closed.</returns>
    public bool TryAdd(StoreCommand command, out CommitStatus refusal)
    {
        refusal = CommitStatus.Overloaded;
        lock (gate)
        {
            if (closed)
            {
                refusal = CommitStatus.Unavailable;
                return false;
            }

            // What the writer has taken waits too: without it the bound would in truth be twice as high.
            if (count + taken >= bound)
            {
                return false;
            }

            waiting[count++] = command;
            if (count == 1)
            {
                Monitor.Pulse(gate);
            }

            return true;
        }
    }

    /// <summary>Waits for commands and takes all of them; those taken before are done with. Only the writer calls this.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="isClosed">True if nothing will come any more.</param>
    /// <returns>The commands in the order in which they came; the array behind them is used again by the next call.</returns>
    public Span<StoreCommand> TakeAll(TimeSpan timeout, out bool isClosed)
    {
        lock (gate)
        {
            taken = 0;
            if (count == 0 && !closed)
            {
                Monitor.Wait(gate, timeout);
            }

            isClosed = closed;
            taken = count;
            count = 0;
            (waiting, spare) = (spare, waiting);
            return spare.AsSpan(0, taken);
        }
    }

    /// <summary>Takes nothing more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }
}
