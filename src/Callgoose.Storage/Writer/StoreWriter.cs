using System.Diagnostics;
using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

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
    /// <summary>How long it takes at most until a writer without calls sees what is due and what has become of its files.</summary>
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

    /// <summary>Whether commits work, as far as is known.</summary>
    public bool IsHealthy => healthy;

    /// <summary>When the writer last had a look at what waits, by <see cref="Environment.TickCount64"/>: a second ago, or as long as a commit takes.</summary>
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

    /// <summary>How many commands wait, those being committed included.</summary>
    public int QueueLength => queue.Length;

    /// <summary>Whether something happens by itself now. What could not be done, because what it needs is damaged, is not tried at once again.</summary>
    private bool IsDue => store.NextDue <= dueTimes.CorrectUntil && Environment.TickCount64 >= dueAgainAt;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How long to wait for commands. Files may be taken away and the clock put forward, so that a look follows once a second.</summary>
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
            batch.Length = queue.Take(batch.Room, healthy ? Patience : options.ProbeInterval, out isClosed);
            Volatile.Write(ref progressedAt, Environment.TickCount64);
            if (healthy && batch.Length == 0 && store.FindLoss() is string loss)
            {
                BecomeUnhealthy(loss);
            }

            if (healthy)
            {
                // Before the batch: what it writes is of the time as it is now.
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
                // A new one each time: the wait for the last one may still be about to end.
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
            // Whatever a store throws: which of the effects are kept is not known, so that nobody may be told that they are.
            healthy = false;
            Refuse(commands.Commands);
            BecomeUnhealthy(e.Message);
            return;
        }

        store.Statistics.BatchSize.Add(commands.Length);
        store.Statistics.TransactionTime.Add(Stopwatch.GetTimestamp() - began);
        Settle(commands.Commands, CommitStatus.Committed);
    }

    /// <summary>Tells a command what it has done wrong; its neighbours are committed one by one.</summary>
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

    /// <summary>A store in the process has ended by now. For another one this thread has nothing to do but to wait.</summary>
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
            // What is too old is on a damaged page and stays; calls that need nothing of it go on.
        }
        catch (Exception e)
        {
            // What keeps this from being committed, whatever a store throws, keeps calls from it, too.
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

    /// <summary>A store on a full disk says so before the first call comes.</summary>
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
            // Whatever a store throws. Nobody is told again: that it does not work is known.
            return;
        }

        healthy = true;
        healthChanged?.Invoke(new StoreHealthChange(true, null));
    }
}
