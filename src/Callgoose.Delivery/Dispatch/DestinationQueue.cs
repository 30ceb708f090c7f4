using Callgoose.Delivery.Sending;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Dispatch;

/// <summary>What waits for one destination, and how it stands with it. Used by the dispatcher's thread alone. Times are its own clock's milliseconds.</summary>
/// <param name="destination">The destination.</param>
/// <param name="now">The time.</param>
/// <param name="unixNow">The time, in Unix milliseconds (UTC).</param>
internal sealed class DestinationQueue(Destination destination, long now, long unixNow)
{
    /// <summary>How many deliveries are in memory at most; the others are read from the file when these are done.</summary>
    public const int Window = 10_000;

    /// <summary>How many messages are on their way to one destination at once.</summary>
    private const int MostBusy = 16;

    /// <summary>How many failures one after the other pause a destination.</summary>
    private const int FailuresToPause = 5;

    private const long FirstProbe = 5_000;
    private const long LongestProbe = 60_000;

    private readonly Dictionary<TimeOrderedId, IncidentLane> lanes = [];
    private readonly PriorityQueue<IncidentLane, (long Due, long Sequence)> ready = new();
    private long probeWait = FirstProbe;
    private double tokens = destination.Settings.Rate.Count;
    private long tokensAt = now;

    /// <summary>What was made until then has waited while nothing could be sent (Unix milliseconds): what is over by now is told as one message.</summary>
    private long downUntil = unixNow;

    /// <summary>The destination.</summary>
    public Destination Destination { get; private set; } = destination;

    /// <summary>Puts another state of the destination's settings in place.</summary>
    public void Use(Destination next, long unixNow)
    {
        downUntil = Destination.Fault is null ? downUntil : unixNow;
        Destination = next;
    }

    /// <summary>The number of the last delivery that was taken into memory.</summary>
    public long LoadedUpTo { get; private set; }

    /// <summary>Whether the file has more than what is in memory.</summary>
    public bool HasMore { get; set; } = true;

    /// <summary>How many deliveries are in memory.</summary>
    public int Count { get; private set; }

    /// <summary>How many messages are on their way.</summary>
    public int Busy { get; private set; }

    /// <summary>How many tries failed since the last one that did not.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether the last message was refused for good. Its receiver answers, so that nothing waits for it, but what it refuses is lost to it.</summary>
    public bool IsRefusing { get; private set; }

    /// <summary>Whether it is left alone but for probes.</summary>
    public bool IsPaused => Failures >= FailuresToPause;

    /// <summary>Until when it is left alone.</summary>
    public long BlockedUntil { get; private set; }

    /// <summary>Whether a message to it could be sent now, if there were one.</summary>
    public bool CanSend(long now) => Destination.Fault is null && now >= BlockedUntil && Busy < (IsPaused ? 1 : MostBusy);

    /// <summary>The lanes.</summary>
    public IEnumerable<IncidentLane> Lanes => lanes.Values;

    /// <summary>Takes a delivery into memory.</summary>
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

    /// <summary>Whether what is in memory is to be read anew. Nothing more is sent until what is on its way has come to its end.</summary>
    public bool WantsReload { get; set; }

    /// <summary>Forgets what is in memory, if that is wanted and nothing is on its way.</summary>
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

    /// <summary>The next message that may be sent now; null if there is none.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mergeBefore">What was made before has waited long (Unix milliseconds).</param>
    /// <remarks>A beginning that has waited long, or while the destination was down, is merged with its end.</remarks>
    /// <param name="wasTold">Tells whether the destination has had a message about an incident.</param>
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

    /// <summary>When there may be something to send; <see cref="long.MaxValue"/> if nothing waits.</summary>
    public long NextDue(long now)
    {
        if (Destination.Fault is not null || WantsReload || !TryPeek(out IncidentLane? lane) || Busy >= (IsPaused ? 1 : MostBusy))
        {
            return long.MaxValue;
        }

        long due = Math.Max(lane.Head.Due, BlockedUntil);
        return HasToken(now) ? due : Math.Max(due, now + (long)(Destination.Settings.Rate.Period.TotalMilliseconds / Destination.Settings.Rate.Count) + 1);
    }

    /// <summary>Notes that a message was taken by the receiver, or never will be: it answers.</summary>
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

    /// <summary>Notes whether the receiver, which answered, refused the message.</summary>
    public void Answered(bool refused) => IsRefusing = refused;

    /// <summary>Tries it again at once: its settings were read anew.</summary>
    public void Renew(long now, long unixNow)
    {
        if (Failures > 0)
        {
            BringForward(now);
        }

        Succeeded(now, unixNow);
        IsRefusing = false;
    }

    /// <summary>Notes that a try failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="asked">How long the receiver wants to be left alone.</param>
    public void Failed(long now, TimeSpan? asked)
    {
        Failures++;

        // Of several messages that were on their way together, the first one is the probe.
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

    /// <summary>Ends a message's way. Some deliveries of its incident are over; those that are left go on.</summary>
    public void Release(IncidentLane lane, int done)
    {
        Busy--;
        Return(lane, done);
    }

    /// <summary>Gives back an incident that another's message counted.</summary>
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

    /// <summary>The lane that is due first. An entry is stale if its lane is busy, or gone, or was brought forward.</summary>
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

    /// <summary>It answers again: nothing waits longer than for its turn.</summary>
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
    /// If more is due than the rate lets through in its period, it is counted in the message that goes out now; but for incidents that the
    /// destination was told of: they would stay open there for ever. These are no more than messages went out before.
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
