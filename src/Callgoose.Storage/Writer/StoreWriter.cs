using System.Diagnostics;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// The sequencer: one thread that applies commands in the order in which they arrive, many in one transaction, and completes them after its
/// commit. Callers that wait during a commit share the next one (group commit).
/// </summary>
/// <remarks>
/// <para>
/// If the store fails to commit a batch, the batch is undone and all its commands get <see cref="CommitStatus.Unavailable"/>. Nobody knows
/// which of its effects reached the disk, so the writer never retries it. After that it accepts nothing until a probe, a transaction that
/// writes one row, has been committed.
/// </para>
/// <para>
/// A command that fails because of a defect of this program must not harm the others. No commit was tried yet, so the batch is undone and
/// its commands are applied again, each in its own transaction. The failing command gets its exception, and none of its effects are kept.
/// </para>
/// </remarks>
internal sealed class StoreWriter
{
    /// <summary>The maximum time until a writer without calls notices due changes and the loss of its files.</summary>
    private static readonly TimeSpan LookingInterval = TimeSpan.FromSeconds(1);

    private readonly IBatchStore store;
    private readonly StoreOptions options;
    private readonly TimeProvider clock;
    private readonly Action<StoreHealthChange>? healthChanged;
    private readonly CommandQueue queue;
    private readonly CommandBatch batch;
    private readonly CommandBatch single;
    private readonly RetentionSweeper sweeper;
    private readonly DueTimes dueTimes;
    private readonly Action correct;
    private readonly Action sweep;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool healthy = true;
    private long dueAgainAt;
    private long progressedAt = Environment.TickCount64;

    public StoreWriter(
        IBatchStore store, CallRules rules, StoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged)
    {
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.healthChanged = healthChanged;
        queue = new CommandQueue(options.QueueBound);
        batch = new CommandBatch(rules, options.MaxBatch, queue.TakeMore);
        single = new CommandBatch(rules, 1);
        sweeper = new RetentionSweeper(store, options, clock);
        dueTimes = new DueTimes(store, clock);
        (correct, sweep) = (dueTimes.Correct, sweeper.Run);
        ProveWritable();
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    /// <summary>True while commits work, as far as is known.</summary>
    public bool IsHealthy => healthy;

    /// <summary>
    /// When the writer last checked its queue, by <see cref="Environment.TickCount64"/>: at most a second ago, or as long ago as a commit
    /// takes.
    /// </summary>
    public long ProgressedAt => Volatile.Read(ref progressedAt);

    /// <inheritdoc cref="StoreOptions.Retention"/>
    public TimeSpan Retention
    {
        get => sweeper.Retention;
        set => sweeper.Retention = value;
    }

    /// <inheritdoc cref="DueTimes.Maintenance"/>
    public Func<string, long>? Maintenance
    {
        get => dueTimes.Maintenance;
        set => dueTimes.Maintenance = value;
    }

    /// <summary>How many commands wait, including those being committed.</summary>
    public int QueueLength => queue.Length;

    /// <summary>True if a timed change is due now. A change that failed because the data that it needs is damaged is not retried at once.</summary>
    private bool IsDue => store.NextDue <= dueTimes.CorrectUntil && Environment.TickCount64 >= dueAgainAt;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How long to wait for commands. Files may be removed and the clock may be moved forward, so the writer checks once a second.</summary>
    private TimeSpan Patience
    {
        get
        {
            TimeSpan wait = sweeper.Patience < LookingInterval ? sweeper.Patience : LookingInterval;
            double untilDue = Math.Max(Math.Max(store.NextDue - Now, dueAgainAt - Environment.TickCount64), 1);
            return untilDue < wait.TotalMilliseconds ? TimeSpan.FromMilliseconds(untilDue) : wait;
        }
    }

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

    /// <summary>Refuses new commands, and completes when all accepted ones are committed.</summary>
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
            batch.Length = queue.Take(batch.Room, healthy ? Patience : options.ProbeInterval, out isClosed);
            Volatile.Write(ref progressedAt, Environment.TickCount64);
            if (healthy && batch.Length == 0 && store.FindLoss() is string loss)
            {
                BecomeUnhealthy(loss);
            }

            if (healthy)
            {
                // Before the batch, so that the corrections belong to the current time.
                Maintain(correct);
            }

            if (!healthy)
            {
                Refuse(batch.Commands);
                Probe();
            }
            else if (batch.Length > 0)
            {
                Commit(batch);
                store.Rest();
            }

            batch.Clear();
            if (healthy && !isClosed && IsDue)
            {
                // A new command each time: the wait for the previous one may still be about to end.
                var due = new DueCommand(dueTimes.CorrectUntil);
                CommitAlone(due);
                dueAgainAt = due.HasFault ? Environment.TickCount64 + (long)options.ProbeInterval.TotalMilliseconds : 0;
            }

            if (healthy && !isClosed && sweeper.IsDue)
            {
                Maintain(sweep);
                store.Rest();
            }
        }

        stopped.SetResult();
    }

    private void Commit(CommandBatch commands)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            End(store.CommitAsync(commands));
        }
        catch (CommandFaultException e)
        {
            Blame(commands, e.InnerException!);
            return;
        }
        catch (Exception e)
        {
            // Any exception of a store means the same: nobody knows which effects were kept, so no caller may be told that they are.
            healthy = false;
            Refuse(commands.Commands);
            BecomeUnhealthy(e.Message);
            return;
        }

        store.Statistics.BatchSize.Add(commands.Length);
        store.Statistics.TransactionTime.Add(Stopwatch.GetTimestamp() - began);
        Settle(commands.Commands, CommitStatus.Committed);
    }

    /// <summary>Sets the exception of the failing command; its neighbours are committed one by one.</summary>
    private void Blame(CommandBatch commands, Exception fault)
    {
        commands.Undo();
        if (commands.Length == 1)
        {
            commands.Commands[0].Settle(fault);
            CompletionDispatcher.Release(commands.Commands);
            return;
        }

        foreach (StoreCommand command in commands.Commands)
        {
            CommitAlone(command);
        }
    }

    private void CommitAlone(StoreCommand command)
    {
        single.Room[0] = command;
        single.Length = 1;
        if (healthy)
        {
            Commit(single);
        }
        else
        {
            Refuse(single.Commands);
        }

        single.Clear();
    }

    private void BecomeUnhealthy(string reason)
    {
        healthy = false;
        store.Statistics.AddFailure();
        healthChanged?.Invoke(new StoreHealthChange(false, reason));
    }

    /// <summary>Waits for the work. A store in the process has finished by now; for another one this thread has nothing to do but to wait.</summary>
    private static void End(ValueTask work)
    {
        if (work.IsCompleted)
        {
            work.GetAwaiter().GetResult();
        }
        else
        {
            work.AsTask().GetAwaiter().GetResult();
        }
    }

    private void Maintain(Action work)
    {
        try
        {
            work();
        }
        catch (StoreException e) when (!e.BlamesStore)
        {
            // The expired data is on a damaged page and stays; calls that do not need that page continue.
        }
        catch (Exception e)
        {
            // Whatever exception keeps this from being committed also keeps calls from being committed.
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

        CompletionDispatcher.Release(commands);
    }

    /// <summary>Probes the store at the start, so that a full disk is reported before the first call.</summary>
    private void ProveWritable()
    {
        try
        {
            CommitProbe();
        }
        catch (StoreException e)
        {
            BecomeUnhealthy(e.Message);
        }
    }

    private void CommitProbe() => End(store.ProbeAsync(Now));

    private void Probe()
    {
        try
        {
            CommitProbe();
        }
        catch (Exception)
        {
            // Any exception counts. Nobody is notified again: it is already known that commits fail.
            return;
        }

        healthy = true;
        healthChanged?.Invoke(new StoreHealthChange(true, null));
    }
}
