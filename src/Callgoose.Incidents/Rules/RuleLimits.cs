namespace Callgoose.Incidents;

/// <summary>The limits of the rules (Incidents/README.md rules 8 to 13).</summary>
internal static class RuleLimits
{
    /// <summary>The maximum number of lines of an incident that change no state; further ones are only counted.</summary>
    public const int MaxNotes = 200;

    /// <summary>The maximum number of open incidents without a key of one filter in one service.</summary>
    public const int MaxWithoutKey = 20;

    /// <summary>The maximum number of group members that an incident remembers: the newest ones.</summary>
    public const int MaxMembers = 4000;

    /// <summary>The maximum number of joined members that a line names.</summary>
    public const int MaxJoinedNames = 20;

    /// <summary>The time during which changes of texts share one line, in milliseconds.</summary>
    public const long TextLineTime = 60_000;

    /// <summary>How far ahead of our clock a time may be, in milliseconds.</summary>
    public const long MaxAhead = 24 * 60 * 60 * 1000;
}
