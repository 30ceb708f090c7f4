using Callgoose.Storage.Contract;

namespace Callgoose.Delivery.Dispatch;

/// <content>Handles a store that cannot be read or written, or that another server has taken over.</content>
internal sealed partial class Dispatcher
{
    private void Recover(DeliveryNoticeKind kind, string reason)
    {
        try
        {
            tables.Undo();
        }
        catch (StoreException)
        {
            // The next turn starts from scratch, or fails in the same way.
        }

        // New settings do not wait until the disk works again.
        Change();

        // Changes in memory may not be on disk.
        isUnsure = true;
        feedVersion = -1;
        Reload();
        if (tables.IsLost)
        {
            return;
        }

        if (lastFailure != reason)
        {
            lastFailure = reason;
            notify(new DeliveryNotice(kind, string.Empty, reason));
        }

        Thread.Sleep(1000);
    }

    /// <summary>Cancels the messages in progress. The server that delivers now sends them again, and this one can no longer record their results.</summary>
    private void EndLost()
    {
        cutOff.Cancel();
        while (Volatile.Read(ref onTheirWay) > 0)
        {
            while (inbox.TryDequeue(out Action? work))
            {
                work();
            }

            signal.Wait(Poll);
        }
    }
}
