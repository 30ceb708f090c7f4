using Callgoose.Delivery.Events;
using Callgoose.Delivery.Sending;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <content>Sends waiting deliveries and interprets the answers.</content>
internal sealed partial class Dispatcher
{
    private void Send()
    {
        long mergeBefore = Now() - (long)LongWait.TotalMilliseconds;
        foreach (DestinationQueue queue in queues.Values)
        {
            while (queue.Next(Ticks(), mergeBefore, WasTold) is SendingMessage message)
            {
                toSend.Enqueue(message);
            }
        }

        // A message whose event cannot be read stays first for the next turn.
        while (toSend.TryPeek(out SendingMessage? message))
        {
            Begin(message);
            toSend.Dequeue();
        }
    }

    /// <summary>Whether a destination has received a message about an incident. An incident that has only just begun needs no lookup.</summary>
    private bool WasTold(DestinationQueue queue, IncidentLane lane) =>
        lane.Head.Row.Event != IncidentEvent.Triggered && tables.WasDelivered(lane.Incident, queue.Destination.Name);

    private void Begin(SendingMessage sending)
    {
        WaitingDelivery last = sending.Lane.Deliveries[sending.Count - 1];
        DestinationQueue queue = sending.Queue;
        IncidentEvent? incident = ReadEvent(last.Row.EventSequence);
        if (incident is null)
        {
            Complete(sending, new SendResult(SendVerdict.Refused, null, "its event is not there any more"));
            return;
        }

        var message = new IncidentMessage(incident, last.Row.Id, queue.Destination.Name)
        {
            Link = link.Length == 0 ? string.Empty : $"{link}/#/incidents/{incident.Incident}",
            Thread = queue.Destination.Kind.Schema.Answer.ThreadKey is null ? string.Empty : tables.ReadThread(queue.Destination.Name, incident.Incident),
            HasRecovered = sending.Count > 1,
            Digested = sending.Digested.Count,
        };
        Destination destination = queue.Destination;
        Interlocked.Increment(ref onTheirWay);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ => _ = SendAsync(sending, destination, message), null);
    }

    private async Task SendAsync(SendingMessage sending, Destination destination, IncidentMessage message)
    {
        // A process that was suspended since the turn began may have lost its turn; then another server sends the message.
        SendResult? result = tables.MaySend ? await sender.SendAsync(destination, message, cutOff.Token) : null;
        inbox.Enqueue(() =>
        {
            Interlocked.Decrement(ref onTheirWay);
            if (result is SendResult known)
            {
                Complete(sending, known);
                return;
            }

            Return(sending, done: 0, digested: 0);
        });
        signal.Set();
    }

    private void Complete(SendingMessage sending, SendResult result)
    {
        DestinationQueue queue = sending.Queue;
        IncidentLane lane = sending.Lane;
        WaitingDelivery head = lane.Head;
        DestinationCounts count = counts.GetOrAdd(queue.Destination.Name, static _ => new DestinationCounts());
        long now = Now();
        int done = 0;
        head.Tries++;
        try
        {
            done = Note(sending, result, head, count, now);
        }
        finally
        {
            Return(sending, done, result.Verdict == SendVerdict.Delivered ? 1 : 0);
        }
    }

    private static void Return(SendingMessage sending, int done, int digested)
    {
        sending.Queue.Release(sending.Lane, done);
        foreach (IncidentLane lane in sending.Digested)
        {
            sending.Queue.Return(lane, digested);
        }
    }

    /// <summary>Records the result of a message.</summary>
    /// <returns>The number of finished deliveries of its incident.</returns>
    private int Note(SendingMessage sending, SendResult result, WaitingDelivery head, DestinationCounts count, long now)
    {
        DestinationQueue queue = sending.Queue;
        string name = queue.Destination.Name;
        count.AddTry(result.Verdict == SendVerdict.Delivered ? null : Failure(result));
        switch (result.Verdict)
        {
            case SendVerdict.Delivered:
                Delivered(sending, result, head.Tries, now);
                count.AddDelivered(sending.Count, now);
                return sending.Count;

            case SendVerdict.Retry when cutOff.IsCancellationRequested && result.Status is null:
                // The server's shutdown cancelled it, which is not a failure of the receiver.
                return 0;

            case SendVerdict.Retry when head.Planned > Ticks():
                // An unstable receiver, or frequent reloads of the settings, do not use up attempts.
                Failed(queue, result);
                head.Tries--;
                head.Postpone(Math.Max(head.Planned, Ticks() + (long)RetrySchedule.Granted(result.RetryAfter).TotalMilliseconds));
                tables.Postpone(head.Sequence, head.Tries, now, now + head.Due - Ticks(), result.Status, result.Answer);
                return 0;

            case SendVerdict.Retry when RetrySchedule.After(head.Tries, result.RetryAfter) is TimeSpan wait:
                Failed(queue, result);
                head.Postpone(Ticks() + (long)wait.TotalMilliseconds);
                tables.Postpone(head.Sequence, head.Tries, now, now + (long)wait.TotalMilliseconds, result.Status, result.Answer);
                return 0;

            case SendVerdict.Retry:
                Failed(queue, result);
                break;

            default:
                Succeeded(queue);
                queue.Answered(refused: true);
                break;
        }

        // A failed delivery_failed event causes no further event: two dead destinations would otherwise report each other forever.
        bool isToTell = head.Row.Event != IncidentEvent.DeliveryFailed;
        tables.Finish(head.Sequence, DeliveryState.Dead, head.Tries, now, result.Status, result.Answer, isToTell);
        hasUntold |= isToTell;
        count.AddDead(1);
        if (FallbackOf(queue) is DestinationQueue fallback && head.Row.IsUrgent && !head.HasFallenBack)
        {
            FallBack(head, fallback);
        }

        notify(new DeliveryNotice(
            DeliveryNoticeKind.Dead, name, $"{head.Row.Event} of incident {head.Row.Incident} was tried {head.Tries} times: {Failure(result)}"));
        return 1;
    }

    private static string Failure(SendResult result) =>
        result.Status is int status ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"HTTP {status}: {result.Answer}") : result.Answer;

    private void Delivered(SendingMessage sending, SendResult result, int tries, long now)
    {
        Succeeded(sending.Queue);
        sending.Queue.Answered(refused: false);
        sending.Lane.WasTold = true;
        for (int i = 0; i < sending.Count; i++)
        {
            bool isLast = i == sending.Count - 1;
            tables.Finish(
                sending.Lane.Deliveries[i].Sequence, isLast ? DeliveryState.Delivered : DeliveryState.Merged, isLast ? tries : sending.Lane.Deliveries[i].Tries, now, result.Status, result.Answer);
        }

        foreach (IncidentLane digested in sending.Digested)
        {
            tables.Finish(digested.Head.Sequence, DeliveryState.Digested, digested.Head.Tries, now, result.Status, result.Answer);
        }

        if (result.Thread is string thread)
        {
            tables.KeepThread(sending.Queue.Destination.Name, sending.Lane.Incident, thread, now);
        }
    }

    private void Succeeded(DestinationQueue queue)
    {
        if (queue.IsPaused)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Resumed, queue.Destination.Name, string.Empty));
        }

        queue.Succeeded(Ticks(), Now());
    }

    private void Failed(DestinationQueue queue, SendResult result)
    {
        bool wasPaused = queue.IsPaused;
        queue.Failed(Ticks(), result.RetryAfter);
        if (queue.IsPaused && !wasPaused)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Paused, queue.Destination.Name, Failure(result)));
        }
    }
}
