namespace Callgoose.Incidents;

/// <summary>The bounds of the rules (Incidents/README.md rules 8 to 13).</summary>
internal static class RuleLimits
{
    /// <summary>How many lines of an incident change no state; further ones are counted.</summary>
    public const int MaxNotes = 200;

    /// <summary>How many incidents without a key one filter may have open in one service.</summary>
    public const int MaxWithoutKey = 20;

    /// <summary>How many members of a group an incident remembers: the newest ones.</summary>
    public const int MaxMembers = 4000;

    /// <summary>How many of the members that joined a line names.</summary>
    public const int MaxJoinedNames = 20;

    /// <summary>How long changes of texts are one line, in milliseconds.</summary>
    public const long TextLineTime = 60_000;

    /// <summary>How far ahead of our clock a time may be, in milliseconds.</summary>
    public const long MaxAhead = 24 * 60 * 60 * 1000;
}
