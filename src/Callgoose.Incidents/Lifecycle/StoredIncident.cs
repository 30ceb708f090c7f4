namespace Callgoose.Incidents;

/// <summary>The part of a stored incident that the rules use: its row without its texts. Times are Unix milliseconds (UTC), 0 if there is none.</summary>
public record struct StoredIncident
{
    /// <summary>Its number in the store: incidents created later have larger ones.</summary>
    public long Sequence;

    /// <summary>Its public id.</summary>
    public TimeOrderedId Id;

    /// <summary>Its state.</summary>
    public IncidentState State;

    /// <summary>Its urgency, which never falls while it is open.</summary>
    public Urgency Urgency;

    /// <summary>How often it was reported.</summary>
    public long Occurrences;

    /// <summary>When it was created.</summary>
    public long TriggeredAt;

    /// <summary>When it was last reported.</summary>
    public long LastSeenAt;

    /// <summary>When it was resolved.</summary>
    public long ResolvedAt;

    /// <summary>The time of the newest report, as the reports state it.</summary>
    public long OccurredAt;

    /// <summary>
    /// The value of <see cref="OccurredAt"/> when it was acknowledged. It tells whether a problem that has ended since is the acknowledged
    /// one.
    /// </summary>
    public long AcknowledgedUpTo;

    /// <summary>When it expires.</summary>
    public long ExpiresAt;

    /// <summary>The time until which it is held, while it is suppressed.</summary>
    public long HeldUntil;

    /// <summary>The number of lines in its timeline, which is the number of the last line.</summary>
    public int Lines;

    /// <summary>How many of the lines change no state: their number is limited.</summary>
    public int Notes;

    /// <summary>How many such lines were dropped because there were too many.</summary>
    public long NotesLeftOut;

    /// <summary>The last line, if it changed only texts; 0 if another change came after it.</summary>
    public int TextLine;

    /// <summary>When that line was created.</summary>
    public long TextLineAt;

    /// <summary>True until it is resolved, also while it is held.</summary>
    public readonly bool IsActive => State != IncidentState.Resolved;

    /// <summary>When its next timed change is due; 0 for never.</summary>
    public readonly long DueAt => State switch
    {
        IncidentState.Resolved => 0,
        IncidentState.Suppressed when HeldUntil != 0 => ExpiresAt == 0 ? HeldUntil : Math.Min(HeldUntil, ExpiresAt),
        _ => ExpiresAt,
    };

    /// <summary>Takes the number of another line that changes no state, or counts the line as dropped if there are too many.</summary>
    /// <returns>True if there is a line to write; its number is <see cref="Lines"/>.</returns>
    internal bool TryTakeNote()
    {
        if (Notes >= RuleLimits.MaxNotes)
        {
            NotesLeftOut++;
            return false;
        }

        Notes++;
        Lines++;
        return true;
    }
}
