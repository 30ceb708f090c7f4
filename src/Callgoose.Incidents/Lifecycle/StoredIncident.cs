namespace Callgoose.Incidents;

/// <summary>As much of a stored incident as the rules decide by: its row without its texts. Times are Unix milliseconds (UTC), 0 where there is none.</summary>
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

    /// <summary>When it was reported last.</summary>
    public long LastSeenAt;

    /// <summary>When it was resolved.</summary>
    public long ResolvedAt;

    /// <summary>When the newest report that it has seen happened, as the reports tell it.</summary>
    public long OccurredAt;

    /// <summary>What <see cref="OccurredAt"/> was when it was acknowledged: whether what has ended since is what was acknowledged.</summary>
    public long AcknowledgedUpTo;

    /// <summary>When it ends by itself.</summary>
    public long ExpiresAt;

    /// <summary>Until when it is held, while it is suppressed.</summary>
    public long HeldUntil;

    /// <summary>How many lines its timeline has: the number of the last one.</summary>
    public int Lines;

    /// <summary>How many of them change no state: these are bounded.</summary>
    public int Notes;

    /// <summary>How many such lines were left out because there were too many.</summary>
    public long NotesLeftOut;

    /// <summary>The last line that changed texts only; 0 if another change came after it.</summary>
    public int TextLine;

    /// <summary>When that line was begun.</summary>
    public long TextLineAt;

    /// <summary>True until it is resolved; also while it is held.</summary>
    public readonly bool IsActive => State != IncidentState.Resolved;

    /// <summary>When something happens to it by itself; 0 for never.</summary>
    public readonly long DueAt => State switch
    {
        IncidentState.Resolved => 0,
        IncidentState.Suppressed when HeldUntil != 0 => ExpiresAt == 0 ? HeldUntil : Math.Min(HeldUntil, ExpiresAt),
        _ => ExpiresAt,
    };

    /// <summary>Takes the number of one more line that changes no state, or counts it where there are too many.</summary>
    /// <returns>Whether there is a line to write, whose number is <see cref="Lines"/> now.</returns>
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
