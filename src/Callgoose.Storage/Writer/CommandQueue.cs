using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Threads;

namespace Callgoose.Storage.Writer;

/// <summary>Where commands wait for the writer. It takes whatever waits at once, so that one commit serves all of it.</summary>
/// <remarks>A list that goes through the commands themselves, the newest first: to add one is to exchange a reference, and nobody waits for a lock.</remarks>
internal sealed class CommandQueue(int bound)
{
    private readonly ThreadSignal arrived = new();
    private readonly End end = new();
    private StoreCommand? newest;
    private StoreCommand? oldest;
    private int length;
    private int taken;

    /// <summary>How many commands wait, those that were taken last included.</summary>
    public int Length => Volatile.Read(ref length);

    /// <summary>Adds a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="refusal">Why it was not added.</param>
    /// <returns>False if the bound is reached or the queue is closed.</returns>
    public bool TryAdd(StoreCommand command, out CommitStatus refusal)
    {
        // What the writer has taken waits too: without it the bound would in truth be higher.
        refusal = CommitStatus.Overloaded;
        if (Interlocked.Increment(ref length) <= bound)
        {
            StoreCommand? before = Volatile.Read(ref newest);
            while (before != end)
            {
                command.Next = before;
                StoreCommand? found = Interlocked.CompareExchange(ref newest, command, before);
                if (found == before)
                {
                    if (before is null)
                    {
                        arrived.Set();
                    }

                    return true;
                }

                before = found;
            }

            refusal = CommitStatus.Unavailable;
        }

        Interlocked.Decrement(ref length);
        return false;
    }

    /// <summary>Waits for commands and takes them; those taken before are done with. Only the writer calls this.</summary>
    /// <param name="room">Gets the commands in the order in which they came.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="isClosed">True if nothing will come any more.</param>
    /// <returns>How many were taken.</returns>
    public int Take(Span<StoreCommand> room, TimeSpan timeout, out bool isClosed)
    {
        Interlocked.Add(ref length, -taken);
        taken = 0;
        if (oldest is null && Volatile.Read(ref newest) is null)
        {
            arrived.Wait(timeout);
        }

        int count = TakeMore(room);
        isClosed = oldest is null && Volatile.Read(ref newest) == end && end.Next is null;
        return count;
    }

    /// <summary>Takes what has come since, without waiting; those taken before are still being worked on. Only the writer calls this.</summary>
    /// <returns>How many were taken.</returns>
    public int TakeMore(Span<StoreCommand> room)
    {
        int count = 0;
        while (count < room.Length && (oldest ??= TakeAll()) is StoreCommand command)
        {
            room[count++] = command;
            oldest = command.Next;
            command.Next = null;
        }

        taken += count;
        return count;
    }

    /// <summary>Takes nothing more; what waits can still be taken.</summary>
    public void Close()
    {
        StoreCommand? before = Volatile.Read(ref newest);
        while (before != end)
        {
            end.Next = before;
            StoreCommand? found = Interlocked.CompareExchange(ref newest, end, before);
            if (found == before)
            {
                arrived.Set();
                return;
            }

            before = found;
        }
    }

    /// <summary>Takes all that waits and turns it round: the oldest first.</summary>
    private StoreCommand? TakeAll()
    {
        StoreCommand? chain = Volatile.Read(ref newest);
        while (chain != end)
        {
            StoreCommand? found = Interlocked.CompareExchange(ref newest, null, chain);
            if (found == chain)
            {
                break;
            }

            chain = found;
        }

        if (chain == end)
        {
            // It stays, and nothing is added to it.
            chain = end.Next;
            end.Next = null;
        }

        StoreCommand? turned = null;
        while (chain is not null)
        {
            StoreCommand? older = chain.Next;
            chain.Next = turned;
            turned = chain;
            chain = older;
        }

        return turned;
    }

    /// <summary>Stands for the end of all: what is newer than this is not added.</summary>
    private sealed class End : StoreCommand
    {
        protected internal override void Apply(IIncidentStore store, CallRules rules) =>
            throw new InvalidOperationException("This is no command.");
    }
}
