namespace Callgoose.Storage;

/// <summary>
/// Ends the waits for commands that are settled, on other threads than the writer's, which never runs what follows a commit.
/// </summary>
/// <remarks>
/// The answers of webhooks go out on one thread of its own, one after the other, while the writer commits the next batch: to wake a
/// thread of the pool for each would cost more than what most of them have left to do.
/// </remarks>
internal sealed class WaitEnder
{
    /// <summary>So many waits are ended on one thread of the pool: enough to save most wakings, few enough to leave something for other processors.</summary>
    private const int GroupLength = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ThreadSignal settled = new();
    private StoreCommand? waiting;
    private StoreCommand? last;
    private volatile bool isClosed;

    /// <summary>Starts the thread.</summary>
    public WaitEnder() => new Thread(Run) { Name = "store answers", IsBackground = true }.Start();

    /// <summary>Lets the waits for settled commands end. Only the writer calls this.</summary>
    public void Release(ReadOnlySpan<StoreCommand> commands)
    {
        while (!commands.IsEmpty)
        {
            FollowUp kind = commands[0].FollowUp;
            int most = kind switch
            {
                FollowUp.AtOnce => commands.Length,
                FollowUp.Together => Math.Min(commands.Length, GroupLength),
                _ => 1,
            };
            int length = 1;
            while (length < most && commands[length].FollowUp == kind)
            {
                commands[length - 1].Next = commands[length];
                length++;
            }

            if (kind == FollowUp.AtOnce)
            {
                Append(commands[0], commands[length - 1]);
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(commands[0], preferLocal: false);
            }

            commands = commands[length..];
        }
    }

    /// <summary>Ends the thread when it has ended every wait.</summary>
    public void Close()
    {
        isClosed = true;
        settled.Set();
    }

    private void Append(StoreCommand head, StoreCommand tail)
    {
        if (Interlocked.Exchange(ref waiting, null) is StoreCommand before)
        {
            // Not yet begun with: nobody but this thread knows of them now.
            last!.Next = head;
            head = before;
        }

        last = tail;
        Volatile.Write(ref waiting, head);
        settled.Set();
    }

    private void Run()
    {
        while (true)
        {
            bool isLast = isClosed;
            if (Interlocked.Exchange(ref waiting, null) is StoreCommand commands)
            {
                commands.EndWaits();
            }
            else if (isLast)
            {
                return;
            }
            else
            {
                settled.Wait(Patience);
            }
        }
    }
}
