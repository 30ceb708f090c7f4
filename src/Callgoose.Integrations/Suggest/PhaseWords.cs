namespace Callgoose.Suggest;

/// <summary>The words with which tools distinguish open from closed.</summary>
internal static class PhaseWords
{
    private const int MaxWords = 4;

    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "open", "opened", "opening", "reopened", "firing", "fired", "fire", "alarm", "alert", "alerting", "trigger", "triggered", "problem", "down", "failed", "failure", "fail",
        "failing", "started", "start", "created", "activated", "active", "unhealthy", "offline", "outage", "breached", "unresolved", "raised", "new", "violated", "unreachable",
        "critical", "error", "warning", "warn", "trouble", "disaster", "nodata",
    };

    /// <summary>Words that also describe a severity: only in a status do they mean that the incident is open.</summary>
    private static readonly HashSet<string> Severities = new(StringComparer.Ordinal) { "critical", "error", "warning", "warn", "alert", "disaster", "new" };

    private static readonly HashSet<string> Closed = new(StringComparer.Ordinal)
    {
        "resolved", "resolve", "ok", "okay", "closed", "close", "up", "recovered", "recovery", "recover", "normal", "cleared", "clear", "success", "succeeded", "successful", "passed",
        "healthy", "ended", "fixed", "restored", "deactivated", "inactive", "online", "done", "completed", "deleted", "good", "stopped", "finished",
    };

    private static readonly HashSet<string> Acknowledged = new(StringComparer.Ordinal) { "acknowledged", "acknowledge", "acknowledgement", "ack", "acked" };

    /// <summary>Pairs of words: for the first as the beginning, the second is proposed as the end, in the same letter case.</summary>
    private static readonly (string Open, string Closed)[] Pairs =
    [
        ("firing", "resolved"), ("fired", "resolved"), ("triggered", "resolved"), ("trigger", "resolve"), ("opened", "closed"), ("open", "closed"), ("down", "up"), ("problem", "recovery"),
        ("alarm", "ok"), ("alerting", "ok"), ("started", "resolved"), ("start", "end"), ("activated", "resolved"), ("active", "resolved"), ("created", "closed"), ("failed", "success"),
        ("failure", "success"), ("error", "ok"), ("critical", "ok"), ("warning", "ok"), ("unhealthy", "healthy"), ("offline", "online"), ("alert", "ok"),
    ];

    /// <summary>The phase that a short value means.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isStatus">True if its name says that it is a status; then a severity means that the incident is open.</param>
    public static Phase Of(string text, bool isStatus)
    {
        IReadOnlyList<string> words = FlatPayload.Words(text);
        if (words.Count is 0 or > MaxWords || text[0] is '{' or '$' or '*' || text.Contains(": ", StringComparison.Ordinal) || words.Contains("unacknowledged") || words.Contains("not"))
        {
            return Phase.Unknown;
        }

        bool isOpen = words.Any(word => Open.Contains(word) && (isStatus || !Severities.Contains(word))) || (words.Contains("no") && words.Contains("data"));
        bool isClosed = words.Any(Closed.Contains);
        return words.Any(Acknowledged.Contains) ? Phase.Acknowledged
            : isOpen == isClosed ? Phase.Unknown
            : isOpen ? Phase.Open : Phase.Closed;
    }

    /// <summary>The phase that <c>true</c> or <c>false</c> means under a name such as <c>isResolved</c> or <c>firing</c>.</summary>
    /// <param name="nameWords">The words of the name.</param>
    /// <param name="value">The value.</param>
    public static Phase OfFlag(IReadOnlyList<string> nameWords, bool value)
    {
        bool isOpen = nameWords.Any(word => Open.Contains(word) && !Severities.Contains(word));
        bool isClosed = nameWords.Any(Closed.Contains);
        return isOpen == isClosed || nameWords.Any(Acknowledged.Contains) ? Phase.Unknown : isOpen == value ? Phase.Open : Phase.Closed;
    }

    /// <summary>The phase that all texts of a payload mean together, by the majority of their words. A last resort.</summary>
    public static Phase OfAll(FlatPayload payload)
    {
        string[] words = [.. payload.Values.Values.SelectMany(static value => FlatPayload.Words(value.Text))];
        int open = words.Count(static word => Open.Contains(word) && !Severities.Contains(word));
        int closed = words.Count(Closed.Contains);
        return open == closed ? Phase.Unknown : open > closed ? Phase.Open : Phase.Closed;
    }

    /// <summary>The value that may mean the end; null if none is known.</summary>
    public static string? CounterpartOf(string open)
    {
        foreach ((string word, string end) in Pairs)
        {
            int place = open.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (place >= 0 && FlatPayload.Words(open).Contains(word))
            {
                string found = open.Substring(place, word.Length);
                string cased = found.All(char.IsUpper) ? end.ToUpperInvariant() : char.IsUpper(found[0]) ? char.ToUpperInvariant(end[0]) + end[1..] : end;
                return open[..place] + cased + open[(place + word.Length)..];
            }
        }

        return null;
    }
}
