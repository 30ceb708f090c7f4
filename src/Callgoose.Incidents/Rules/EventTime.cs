namespace Callgoose.Incidents;

/// <summary>Which times of payloads are believed (Incidents/README.md rule 10).</summary>
internal static class EventTime
{
    /// <summary>A time that is more than a day ahead of our clock is taken as absent, with a warning: it would silence its key for as long.</summary>
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
