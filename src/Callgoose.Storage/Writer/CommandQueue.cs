using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Threads;

namespace Callgoose.Storage.Writer;

/// <summary>The queue of commands for the writer. The writer takes all waiting commands at once, so that one commit serves them all.</summary>
/// <remarks>The commands themselves form a linked list, newest first: adding one exchanges a reference, and nobody waits for a lock.</remarks>
internal sealed class CommandQueue(int bound)
{
    private readonly ThreadSignal arrived = new();
    private readonly End end = new();
    private StoreCommand? newest;
    private StoreCommand? oldest;
    private int length;
    private int taken;

    /// <summary>How many commands wait, including those that were taken last.</summary>
    public int Length => Volatile.Read(ref length);

    /// <summary>Adds a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="refusal">Why it was not added.</param>
    /// <returns>False if the queue is full or closed.</returns>
    public bool TryAdd(StoreCommand command, out CommitStatus refusal)
    {
        // Commands that the writer has taken count too: without them the real limit would be higher.
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

    /// <summary>Waits for commands and takes them. Taking new ones means that those taken before are done. Only the writer calls this.</summary>
    /// <param name="room">Receives the commands in the order in which they arrived.</param>
    /// <param name="timeout">The maximum time to wait.</param>
    /// <param name="isClosed">True if no more commands will come.</param>
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

    /// <summary>Takes the commands that have arrived since, without waiting. Those taken before are still in work. Only the writer calls this.</summary>
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

    /// <summary>Refuses new commands. Waiting ones can still be taken.</summary>
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

    /// <summary>Takes all waiting commands and reverses the list: the oldest first.</summary>
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
            // The end marker stays, so nothing can be added.
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

    /// <summary>Marks the end of the queue: no command can be added after it.</summary>
    private sealed class End : StoreCommand
    {
        protected internal override void Apply(IIncidentStore store, CallRules rules) =>
            throw new InvalidOperationException("This is no command.");
    }
}
