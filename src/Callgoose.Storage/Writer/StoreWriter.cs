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
    /// <summary>How long it takes at most until a writer without calls sees what has become of its files.</summary>
    private static readonly TimeSpan LookingInterval = TimeSpan.FromSeconds(1);

    private readonly SqliteIncidentStore store;
    private readonly CallRules rules;
    private readonly StoreOptions options;
    private readonly TimeProvider clock;
    private readonly Action<StoreHealthChange>? healthChanged;
    private readonly CommandQueue queue;
    private readonly Cleaning cleaning;
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
        cleaning = new Cleaning(store, options, clock);
        ProveWritable();
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <summary>Whether commits work, as far as is known.</summary>
    public bool IsHealthy => healthy;

    /// <inheritdoc cref="StoreOptions.Retention"/>
    public TimeSpan Retention
    {
        get => cleaning.Retention;
        set => cleaning.Retention = value;
    }

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
        var batch = new StoreCommand[options.MaxBatch];
        bool isClosed = false;
        while (!isClosed)
        {
            int length = queue.Take(batch, healthy ? Patience : options.ProbeInterval, out isClosed);
            if (healthy && length == 0)
            {
                LookAtFiles();
            }

            if (!healthy)
            {
                Refuse(batch.AsSpan(0, length));
                Probe();
            }
            else if (length > 0)
            {
                Commit(batch, ref length, takeMore: true);
                store.CopyLogIfLong();
            }

            // The array would keep the commands alive.
            batch.AsSpan(0, length).Clear();
            if (healthy && !isClosed && cleaning.IsDue)
            {
                Clean();
                store.CopyLogIfLong();
            }
        }

        stopped.SetResult();
    }

    /// <summary>Applies and commits a batch, and whatever has come by the time that it is applied.</summary>
    /// <remarks>
    /// Nobody is waited for. To sync costs as much processor time as to apply twenty commands, so that under load each that is
    /// taken along makes all of them cheaper.
    /// </remarks>
    private void Commit(Span<StoreCommand> room, ref int length, bool takeMore)
    {
        bool applying = false;
        long began = Stopwatch.GetTimestamp();
        long appliedAt;
        try
        {
            store.Begin();
            applying = true;
            int applied = 0;
            while (applied < length)
            {
                room[applied++].Apply(store, rules);
                if (applied == length && takeMore)
                {
                    length += queue.TakeMore(room[length..]);
                }
            }

            applying = false;
            appliedAt = Stopwatch.GetTimestamp();
            store.Commit();
        }
        catch (Exception e)
        {
            bool ownFault = applying && e is not StoreException { BlamesStore: true };
            Undo(room[..length], e, ownFault);
            return;
        }

        long committed = Stopwatch.GetTimestamp();
        store.Statistics.BatchSize.Add(length);
        store.Statistics.CommitTime.Add(committed - appliedAt);
        store.Statistics.TransactionTime.Add(committed - began);
        Settle(room[..length], CommitStatus.Committed);
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
            batch[0].Settle(reason);
            WaitEnder.Release(batch);
        }
        else
        {
            foreach (StoreCommand command in batch)
            {
                command.Undo();
            }

            CommitEach(batch);
        }
    }

    private void CommitEach(Span<StoreCommand> commands)
    {
        for (int i = 0; i < commands.Length; i++)
        {
            int length = 1;
            if (healthy)
            {
                Commit(commands.Slice(i, 1), ref length, takeMore: false);
            }
            else
            {
                Refuse(commands.Slice(i, 1));
            }
        }
    }

    private TimeSpan Patience => cleaning.Patience < LookingInterval ? cleaning.Patience : LookingInterval;

    private void LookAtFiles()
    {
        if (store.FindLoss() is string loss)
        {
            BecomeUnhealthy(loss);
        }
    }

    private void BecomeUnhealthy(string reason)
    {
        healthy = false;
        store.Statistics.AddFailure();
        healthChanged?.Invoke(new StoreHealthChange(false, reason));
    }

    private void Clean()
    {
        try
        {
            cleaning.Run();
        }
        catch (StoreException e)
        {
            // What keeps this from being committed keeps calls from it, too.
            TryUndo();
            BecomeUnhealthy(e.Message);
        }
    }

    private static void Refuse(Span<StoreCommand> commands)
    {
        foreach (StoreCommand command in commands)
        {
            command.Undo();
        }

        Settle(commands, CommitStatus.Unavailable);
    }

    private static void Settle(Span<StoreCommand> commands, CommitStatus status)
    {
        foreach (StoreCommand command in commands)
        {
            command.Settle(status);
        }

        WaitEnder.Release(commands);
    }

    /// <summary>A store on a full disk says so before the first call comes.</summary>
    private void ProveWritable()
    {
        try
        {
            CommitProbe();
        }
        catch (StoreException e)
        {
            TryUndo();
            BecomeUnhealthy(e.Message);
        }
    }

    private void CommitProbe()
    {
        store.Begin();
        store.Probe(clock.GetUtcNow().ToUnixTimeMilliseconds());
        store.Commit();
    }

    private void Probe()
    {
        try
        {
            store.Undo();
            CommitProbe();
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
