using Callgoose.Storage.Contract;

namespace Callgoose.Delivery.Dispatch;

/// <content>What is done when what is kept cannot be read or written, or is another server's.</content>
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
            // The next turn begins anew, or fails as this one did.
        }

        // Nobody waits for settings until a disk is well again.
        Change();

        // What was changed in memory may not be on disk.
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

    /// <summary>Cuts off what is on its way: the server that delivers now sends it again, and what came of it here cannot be noted.</summary>
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
