namespace Callgoose.Incidents;

/// <summary>Decides which times of payloads are plausible (Incidents/README.md rule 10).</summary>
internal static class EventTime
{
    /// <summary>
    /// Returns the time if it is plausible. A time more than a day ahead of our clock counts as absent, with a warning: it would silence
    /// its key for that long.
    /// </summary>
    public static long? Believe(long? told, IncomingCall call)
    {
        if (told is not long at || at - call.ReceivedAt <= RuleLimits.MaxAhead)
        {
            return told;
        }

        call.Outcome.Warnings |= CallWarnings.TimeNotBelieved;
        return null;
    }
}
