using System.Diagnostics;
using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>
/// The sequencer: one thread that applies commands in the order in which they came, many in one transaction, and
/// completes them after its commit. Whoever waits while a commit is under way shares the next one (group commit).
/// </summary>
/// <remarks>
/// <para>A batch that the store fails to commit is undone and answered with <see cref="CommitStatus.Unavailable"/>, all of it:
/// which of its effects reached the disk is not known, so it is never tried again by itself. After that nothing is taken
/// until a probe, a transaction that writes one row, has been committed.</para>
/// <para>A command that fails for a reason of its own, which is a defect of this program, must not do that to others: no
/// commit was tried yet, so the batch is undone and its commands are applied again, each in a transaction of its own. The
/// one at fault gets its exception; nothing of it is kept.</para>
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

    /// <summary>How many commands wait, those being committed included.</summary>
    public int QueueLength => queue.Length;

    /// <summary>Hands a command to the writer.</summary>
    public ValueTask<CommitStatus> CommitAsync(StoreCommand command)
    {
        if (!healthy)
        {
            return ValueTask.FromResult(CommitStatus.Unavailable);
        }

        ValueTask<CommitStatus> wait = command.Begin();
        return queue.TryAdd(command, out CommitStatus refusal) ? wait : ValueTask.FromResult(refusal);
    }

    /// <summary>Takes nothing more, and comes back when everything taken is committed.</summary>
    public Task StopAsync()
    {
        queue.Close();
        return stopped.Task;
    }

    private void Run()
    {
        bool isClosed = false;
        while (!isClosed)
        {
            Span<StoreCommand> commands = queue.TakeAll(healthy ? Timeout.InfiniteTimeSpan : options.ProbeInterval, out isClosed);
            if (!healthy)
            {
                Refuse(commands);
                Probe();
            }
            else
            {
                CommitAll(commands, options.MaxBatch);
            }

            // The queue keeps the array, and would keep the commands alive with it.
            commands.Clear();
        }

        stopped.SetResult();
    }

    private void CommitAll(Span<StoreCommand> commands, int maxBatch)
    {
        while (!commands.IsEmpty)
        {
            Span<StoreCommand> batch = commands[..Math.Min(commands.Length, maxBatch)];
            commands = commands[batch.Length..];
            if (healthy)
            {
                Commit(batch);
            }
            else
            {
                Refuse(batch);
            }
        }
    }

    private void Commit(Span<StoreCommand> batch)
    {
        bool applying = false;
        long began = Stopwatch.GetTimestamp();
        long applied;
        try
        {
            store.Begin();
            applying = true;
            foreach (StoreCommand command in batch)
            {
                command.Apply(store, rules);
            }

            applying = false;
            applied = Stopwatch.GetTimestamp();
            store.Commit();
        }
        catch (Exception e)
        {
            bool ownFault = applying && e is not StoreException { BlamesStore: true };
            Undo(batch, e, ownFault);
            return;
        }

        long committed = Stopwatch.GetTimestamp();
        store.Statistics.BatchSize.Add(batch.Length);
        store.Statistics.CommitTime.Add(committed - applied);
        store.Statistics.TransactionTime.Add(committed - began);
        foreach (StoreCommand command in batch)
        {
            command.Complete(CommitStatus.Committed);
        }
    }

    private void Undo(Span<StoreCommand> batch, Exception reason, bool ownFault)
    {
        if (!TryUndo() || !ownFault)
        {
            healthy = false;
            store.Statistics.AddFailure();
            Refuse(batch);
            healthChanged?.Invoke(new StoreHealthChange(false, reason.Message));
        }
        else if (batch.Length == 1)
        {
            batch[0].Undo();
            batch[0].Fail(reason);
        }
        else
        {
            foreach (StoreCommand command in batch)
            {
                command.Undo();
            }

            CommitAll(batch, maxBatch: 1);
        }
    }

    private static void Refuse(Span<StoreCommand> commands)
    {
        foreach (StoreCommand command in commands)
        {
            command.Undo();
            command.Complete(CommitStatus.Unavailable);
        }
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
            // Nobody is told again: that it does not work is known.
            TryUndo();
            return;
        }

        healthy = true;
        healthChanged?.Invoke(new StoreHealthChange(true, null));
    }

    private bool TryUndo()
    {
        try
        {
            store.Undo();
            return true;
        }
        catch (StoreException)
        {
            // The next probe undoes it again before it begins; until then nothing is taken.
            return false;
        }
    }
}
