using System.Globalization;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <content>Handles deliveries for destinations that are no longer configured: shows them, and gives them up after a day.</content>
internal sealed partial class Dispatcher
{
    /// <summary>How long they are kept: enough time to correct a mistake in the file.</summary>
    private static readonly TimeSpan RemovedKeptFor = TimeSpan.FromDays(1);

    private IReadOnlyList<DestinationStatus> Statuses() => [.. queues.Values.Select(StatusOf), .. removed.Select(StatusOf)];

    private static DestinationStatus StatusOf(RemovedDestination gone) => new()
    {
        Name = gone.Name,
        Kind = string.Empty,
        State = "removed",
        Reason = string.Create(
            CultureInfo.InvariantCulture,
            $"the configuration does not have it any more; what waits is given up at {DateTimeOffset.FromUnixTimeMilliseconds(gone.RemovedAt) + RemovedKeptFor:yyyy-MM-dd HH:mm} UTC, or by 'callgoose deliveries skip --destination {gone.Name}'"),
        Waiting = gone.Waiting,
        OldestAt = gone.OldestAt,
        DeliveredAt = null,
        Delivered = 0,
        Dead = 0,
        Tries = 0,
    };

    /// <summary>Counts the deliveries of removed destinations again after a change. Runs on the dispatcher's thread.</summary>
    public void LookForRemoved() => removed = tables.Removed();

    private void GiveUpRemoved()
    {
        long now = Now();
        foreach (RemovedDestination gone in removed)
        {
            if (now - gone.RemovedAt < RemovedKeptFor.TotalMilliseconds)
            {
                continue;
            }

            int count = tables.GiveUp(gone.Name, "its destination was removed from the configuration a day ago", now);
            hasUntold = true;
            notify(new DeliveryNotice(
                DeliveryNoticeKind.Dead, gone.Name, string.Create(CultureInfo.InvariantCulture, $"it was removed from the configuration a day ago; events: {count}")));
        }

        removed = tables.Removed();
    }
}
