using Callgoose.Delivery.Sending;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Dispatch;

/// <summary>
/// The waiting deliveries and the state of one destination. Only the dispatcher's thread uses it. Times are milliseconds of the dispatcher's own clock.
/// </summary>
/// <param name="destination">The destination.</param>
/// <param name="now">The time.</param>
/// <param name="unixNow">The time, in Unix milliseconds (UTC).</param>
internal sealed class DestinationQueue(Destination destination, long now, long unixNow)
{
    /// <summary>The maximum number of deliveries in memory. The others are read from the file when these are done.</summary>
    public const int Window = 10_000;

    /// <summary>The maximum number of concurrent messages to a destination.</summary>
    private const int MostBusy = 16;

    /// <summary>The number of consecutive failures that pause a destination.</summary>
    private const int FailuresToPause = 5;

    private const long FirstProbe = 5_000;
    private const long LongestProbe = 60_000;

    private readonly Dictionary<TimeOrderedId, IncidentLane> lanes = [];
    private readonly PriorityQueue<IncidentLane, (long Due, long Sequence)> ready = new();
    private long probeWait = FirstProbe;
    private double tokens = destination.Settings.Rate.Count;
    private long tokensAt = now;

    /// <summary>
    /// The end of the last outage, in Unix milliseconds. Deliveries made before it waited while nothing could be sent. If their incident is over by now, one message
    /// reports both.
    /// </summary>
    private long downUntil = unixNow;

    /// <summary>The destination.</summary>
    public Destination Destination { get; private set; } = destination;

    /// <summary>Replaces the destination's settings.</summary>
    public void Use(Destination next, long unixNow)
    {
        downUntil = Destination.Fault is null ? downUntil : unixNow;
        Destination = next;
    }

    /// <summary>The number of the last delivery in memory.</summary>
    public long LoadedUpTo { get; private set; }

    /// <summary>Whether the file has deliveries that are not in memory.</summary>
    public bool HasMore { get; set; } = true;

    /// <summary>The number of deliveries in memory.</summary>
    public int Count { get; private set; }

    /// <summary>The number of messages being sent.</summary>
    public int Busy { get; private set; }

    /// <summary>The number of failed attempts since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether the receiver refused the last message permanently. It answers, so no other delivery has to wait, but it loses what it refuses.</summary>
    public bool IsRefusing { get; private set; }

    /// <summary>Whether the destination is paused and only gets probes.</summary>
    public bool IsPaused => Failures >= FailuresToPause;

    /// <summary>Until when nothing is sent to it.</summary>
    public long BlockedUntil { get; private set; }

    /// <summary>Whether a message could be sent to it now.</summary>
    public bool CanSend(long now) => Destination.Fault is null && now >= BlockedUntil && Busy < (IsPaused ? 1 : MostBusy);

    /// <summary>The lanes: one per incident.</summary>
    public IEnumerable<IncidentLane> Lanes => lanes.Values;

    /// <summary>Adds a delivery in memory.</summary>
    public void Add(WaitingDelivery delivery)
    {
        LoadedUpTo = Math.Max(LoadedUpTo, delivery.Sequence);
        Count++;
        if (!lanes.TryGetValue(delivery.Row.Incident, out IncidentLane? lane))
        {
            lanes.Add(delivery.Row.Incident, lane = new IncidentLane(delivery.Row.Incident));
        }

        lane.Add(delivery);
        if (lane.Deliveries.Count == 1)
        {
            Enqueue(lane);
        }
    }

    /// <summary>Whether to reload the deliveries from the file. Nothing more is sent until the messages in progress are done.</summary>
    public bool WantsReload { get; set; }

    /// <summary>Clears the memory if a reload is wanted and no message is in progress.</summary>
    public void ClearIfWanted()
    {
        if (!WantsReload || Busy > 0)
        {
            return;
        }

        WantsReload = false;
        lanes.Clear();
        ready.Clear();
        Count = 0;
        LoadedUpTo = 0;
        HasMore = true;
    }

    /// <summary>Returns the next message that may be sent now; null if there is none.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mergeBefore">Deliveries made before this time have waited long (Unix milliseconds).</param>
    /// <remarks>If the first event of an incident has waited long, or waited during an outage, it is merged with the resolve.</remarks>
    /// <param name="wasTold">Tells whether the destination has received a message about an incident.</param>
    public SendingMessage? Next(long now, long mergeBefore, Func<DestinationQueue, IncidentLane, bool> wasTold)
    {
        if (WantsReload || !CanSend(now) || !TryPeek(out IncidentLane? lane) || lane.Head.Due > now || !HasToken(now))
        {
            return null;
        }

        ready.Dequeue();
        lane.IsBusy = true;
        Busy++;
        IReadOnlyList<IncidentLane> digested = [];
        if (!Destination.Settings.Rate.IsOff)
        {
            tokens--;
            digested = Destination.Kind.Schema.IsSeparate ? [] : TakeDigest(now, wasTold);
        }

        return new SendingMessage(this, lane, lane.Mergeable(Failures > 0 ? long.MaxValue : Math.Max(mergeBefore, downUntil)), digested);
    }

    /// <summary>Returns when there may be something to send; <see cref="long.MaxValue"/> if nothing waits.</summary>
    public long NextDue(long now)
    {
        if (Destination.Fault is not null || WantsReload || !TryPeek(out IncidentLane? lane) || Busy >= (IsPaused ? 1 : MostBusy))
        {
            return long.MaxValue;
        }

        long due = Math.Max(lane.Head.Due, BlockedUntil);
        return HasToken(now) ? due : Math.Max(due, now + (long)(Destination.Settings.Rate.Period.TotalMilliseconds / Destination.Settings.Rate.Count) + 1);
    }

    /// <summary>Records that the receiver answers: it accepted a message, or refused it permanently.</summary>
    /// <param name="now">The time.</param>
    /// <param name="unixNow">The time, in Unix milliseconds (UTC).</param>
    public void Succeeded(long now, long unixNow)
    {
        downUntil = Failures > 0 ? unixNow : downUntil;
        if (IsPaused)
        {
            BringForward(now);
        }

        Failures = 0;
        BlockedUntil = 0;
        probeWait = FirstProbe;
    }

    /// <summary>Records whether the receiver's answer refused the message.</summary>
    public void Answered(bool refused) => IsRefusing = refused;

    /// <summary>Retries the destination at once, because its settings were reloaded.</summary>
    public void Renew(long now, long unixNow)
    {
        if (Failures > 0)
        {
            BringForward(now);
        }

        Succeeded(now, unixNow);
        IsRefusing = false;
    }

    /// <summary>Records a failed attempt.</summary>
    /// <param name="now">The time.</param>
    /// <param name="asked">How long the receiver asks to wait.</param>
    public void Failed(long now, TimeSpan? asked)
    {
        Failures++;

        // Of several messages sent at the same time, only the first counts as the probe.
        if (IsPaused && now >= BlockedUntil)
        {
            BlockedUntil = Math.Max(BlockedUntil, now + probeWait);
            probeWait = Math.Min(probeWait * 2, LongestProbe);
        }

        if (asked is TimeSpan wait)
        {
            BlockedUntil = Math.Max(BlockedUntil, now + (long)Math.Min(wait.TotalMilliseconds, TimeSpan.FromHours(12).TotalMilliseconds));
        }
    }

    /// <summary>Ends a message. Removes the finished deliveries of its incident; the rest continue.</summary>
    public void Release(IncidentLane lane, int done)
    {
        Busy--;
        Return(lane, done);
    }

    /// <summary>Releases an incident that another incident's message counted.</summary>
    public void Return(IncidentLane lane, int done)
    {
        lane.IsBusy = false;

        lane.RemoveFirst(done);
        Count -= done;
        if (lane.Deliveries.Count == 0)
        {
            lanes.Remove(lane.Incident);
        }
        else
        {
            Enqueue(lane);
        }
    }

    private void Enqueue(IncidentLane lane) => ready.Enqueue(lane, (lane.Head.Due, lane.Head.Sequence));

    /// <summary>Finds the lane that is due first. An entry is stale if its lane is busy or gone, or was brought forward.</summary>
    private bool TryPeek([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IncidentLane? lane)
    {
        while (ready.TryPeek(out lane, out _))
        {
            if (!lane.IsBusy && lane.Deliveries.Count > 0)
            {
                return true;
            }

            ready.Dequeue();
        }

        return false;
    }

    /// <summary>Makes everything due now, because the destination answers again.</summary>
    private void BringForward(long now)
    {
        ready.Clear();
        foreach (IncidentLane lane in lanes.Values.Where(static lane => !lane.IsBusy))
        {
            lane.Head.BringForward(now);
            Enqueue(lane);
        }
    }

    private bool HasToken(long now)
    {
        if (Destination.Settings.Rate.IsOff)
        {
            return true;
        }

        double perMillisecond = Destination.Settings.Rate.Count / Destination.Settings.Rate.Period.TotalMilliseconds;
        tokens = Math.Min(Destination.Settings.Rate.Count, tokens + ((now - tokensAt) * perMillisecond));
        tokensAt = now;
        return tokens >= 1;
    }

    /// <summary>
    /// If more messages are due than the rate allows in its period, the current message counts the others. Excluded are incidents that the
    /// destination has already received a message about: they would stay open there forever. There are no more of these than messages sent before.
    /// </summary>
    private List<IncidentLane> TakeDigest(long now, Func<DestinationQueue, IncidentLane, bool> wasTold)
    {
        IncidentLane[] due = [.. lanes.Values.Where(lane => !lane.IsBusy && lane.Head.Due <= now)];
        if (due.Length <= Destination.Settings.Rate.Count + tokens)
        {
            return [];
        }

        List<IncidentLane> digest = [.. due.Where(lane => !(lane.WasTold ??= wasTold(this, lane)))];
        foreach (IncidentLane lane in digest)
        {
            lane.IsBusy = true;
        }

        return digest;
    }
}
