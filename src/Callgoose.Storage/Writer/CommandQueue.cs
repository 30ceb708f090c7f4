namespace Callgoose.Storage;

/// <summary>Where commands wait for the writer. It takes whatever waits at once, so that one commit serves all of it.</summary>
/// <remarks>
/// A ring of references under a lock that is held for a few instructions, made once. A channel would do the same work for each
/// command that this does for each batch.
/// </remarks>
internal sealed class CommandQueue(int bound)
{
    private readonly object gate = new();
    private readonly StoreCommand?[] waiting = new StoreCommand?[bound];
    private int first;
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

            // What the writer has taken waits too: without it the bound would in truth be higher.
            if (count + taken >= bound)
            {
                return false;
            }

            waiting[(first + count) % bound] = command;
            count++;
            if (count == 1)
            {
                Monitor.Pulse(gate);
            }

            return true;
        }
    }

    /// <summary>Waits for commands and takes them; those taken before are done with. Only the writer calls this.</summary>
    /// <param name="room">Gets the commands in the order in which they came.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="isClosed">True if nothing will come any more.</param>
    /// <returns>How many were taken.</returns>
    public int Take(Span<StoreCommand> room, TimeSpan timeout, out bool isClosed)
    {
        lock (gate)
        {
            taken = 0;
            if (count == 0 && !closed)
            {
                Monitor.Wait(gate, timeout);
            }

            int length = Move(room);
            isClosed = closed && count == 0;
            return length;
        }
    }

    /// <summary>Takes what has come since, without waiting; those taken before are still being worked on. Only the writer calls this.</summary>
    /// <returns>How many were taken.</returns>
    public int TakeMore(Span<StoreCommand> room)
    {
        lock (gate)
        {
            return Move(room);
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

    private int Move(Span<StoreCommand> room)
    {
        int length = Math.Min(count, room.Length);
        for (int i = 0; i < length; i++)
        {
            // The ring would keep the command alive.
            ref StoreCommand? place = ref waiting[first];
            room[i] = place!;
            place = null;
            first = first + 1 == bound ? 0 : first + 1;
        }

        count -= length;
        taken += length;
        return length;
    }
}
