using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>
/// The sequencer: one thread that applies commands in the order in which they came, many in one transaction, and
/// completes them after its commit. Whoever waits while a commit is under way shares the next one (group commit).
/// </summary>
/// <remarks>
/// <para>A batch that cannot be committed is undone and answered with <see cref="CommitStatus.Unavailable"/>, all of it: which
/// of its effects reached the disk is not known, so it is never tried again by itself. After that nothing is
/// taken until a probe, a transaction that writes one row, has been committed.</para>
/// <para>That holds for a failure that one command causes alone, too: answering its neighbours with 503 is the price for
/// never having a half-applied batch, and they may come again at once.</para>
/// </remarks>
internal sealed class StoreWriter
{
    private readonly SqliteIncidentStore store;
    private readonly CallRules rules;
    private readonly StoreOptions options;
    private readonly TimeProvider clock;
    private readonly Action<StoreHealthChange>? healthChanged;
    private readonly CommandQueue queue;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool healthy = true;

    public StoreWriter(
        SqliteIncidentStore store, CallRules rules, StoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged)
    {
        this.store = store;
        this.rules = rules;
        this.options = options;
        this.clock = clock;
        this.healthChanged = healthChanged;
        queue = new CommandQueue(options.QueueBound);
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <summary>Whether commits work, as far as is known.</summary>
    public bool IsHealthy => healthy;

    /// <summary>Hands a command to the writer.</summary>
    public ValueTask<CommitStatus> CommitAsync(StoreCommand command)
    {
        if (!healthy)
        {
            return ValueTask.FromResult(CommitStatus.Unavailable);
        }

        ValueTask<CommitStatus> wait = command.Begin();
        return queue.TryAdd(command) ? wait : ValueTask.FromResult(CommitStatus.Overloaded);
    }

    /// <summary>Takes nothing more, and comes back when everything taken is committed.</summary>
    public Task StopAsync()
    {
        queue.Close();
        return stopped.Task;
    }

    private void Run()
    {
        while (true)
        {
            Span<StoreCommand> commands = queue.TakeAll(healthy ? Timeout.InfiniteTimeSpan : options.ProbeInterval, out bool isClosed);
            if (!healthy)
            {
                Fail(commands);
                Probe();
            }
            else
            {
                CommitAll(commands);
            }

            commands.Clear();
            if (isClosed)
            {
                stopped.SetResult();
                return;
            }
        }
    }

    private void CommitAll(Span<StoreCommand> commands)
    {
        while (!commands.IsEmpty)
        {
            Span<StoreCommand> batch = commands[..Math.Min(commands.Length, options.MaxBatch)];
            commands = commands[batch.Length..];
            if (healthy)
            {
                Commit(batch);
            }
            else
            {
                Fail(batch);
            }
        }
    }

    private void Commit(Span<StoreCommand> batch)
    {
        try
        {
            store.Begin();
            foreach (StoreCommand command in batch)
            {
                command.Apply(store, rules);
            }

            store.Commit();
        }
        catch (Exception e)
        {
            BecomeUnhealthy(e);
            Fail(batch);
            return;
        }

        foreach (StoreCommand command in batch)
        {
            command.Complete(CommitStatus.Committed);
        }
    }

    private static void Fail(Span<StoreCommand> commands)
    {
        foreach (StoreCommand command in commands)
        {
            command.Undo();
            command.Complete(CommitStatus.Unavailable);
        }
    }

    private void BecomeUnhealthy(Exception reason)
    {
        healthy = false;
        TryUndo();
        healthChanged?.Invoke(new StoreHealthChange(false, reason.Message));
    }

    private void Probe()
    {
        try
        {
            store.Undo();
            store.Begin();
            store.Probe(clock.GetUtcNow().ToUnixTimeMilliseconds());
            store.Commit();
        }
        catch (StoreException)
        {
            TryUndo();
            return;
        }

        healthy = true;
        healthChanged?.Invoke(new StoreHealthChange(true, null));
    }

    private void TryUndo()
    {
        try
        {
            store.Undo();
        }
        catch (StoreException)
        {
            // The next probe undoes it again before it begins; until then nothing is taken.
        }
    }
}
