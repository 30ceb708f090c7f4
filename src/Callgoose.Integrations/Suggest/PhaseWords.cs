namespace Callgoose.Suggest;

/// <summary>The words by which tools tell open from closed.</summary>
internal static class PhaseWords
{
    private const int MaxWords = 4;

    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "open", "opened", "opening", "reopened", "firing", "fired", "fire", "alarm", "alert", "alerting", "trigger", "triggered", "problem", "down", "failed", "failure", "fail",
        "failing", "started", "start", "created", "activated", "active", "unhealthy", "offline", "outage", "breached", "unresolved", "raised", "new", "violated", "unreachable",
        "critical", "error", "warning", "warn", "trouble", "disaster", "nodata",
    };

    /// <summary>Words that tell how bad something is, too: elsewhere than in a status they do not tell that it is open.</summary>
    private static readonly HashSet<string> Severities = new(StringComparer.Ordinal) { "critical", "error", "warning", "warn", "alert", "disaster", "new" };

    private static readonly HashSet<string> Closed = new(StringComparer.Ordinal)
    {
        "resolved", "resolve", "ok", "okay", "closed", "close", "up", "recovered", "recovery", "recover", "normal", "cleared", "clear", "success", "succeeded", "successful", "passed",
        "healthy", "ended", "fixed", "restored", "deactivated", "inactive", "online", "done", "completed", "deleted", "good", "stopped", "finished",
    };

    private static readonly HashSet<string> Acknowledged = new(StringComparer.Ordinal) { "acknowledged", "acknowledge", "acknowledgement", "ack", "acked" };

    /// <summary>What to write for the end where a tool writes this for the beginning; the letters' case follows.</summary>
    private static readonly (string Open, string Closed)[] Pairs =
    [
        ("firing", "resolved"), ("fired", "resolved"), ("triggered", "resolved"), ("trigger", "resolve"), ("opened", "closed"), ("open", "closed"), ("down", "up"), ("problem", "recovery"),
        ("alarm", "ok"), ("alerting", "ok"), ("started", "resolved"), ("start", "end"), ("activated", "resolved"), ("active", "resolved"), ("created", "closed"), ("failed", "success"),
        ("failure", "success"), ("error", "ok"), ("critical", "ok"), ("warning", "ok"), ("unhealthy", "healthy"), ("offline", "online"), ("alert", "ok"),
    ];

    /// <summary>What a short value tells.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isStatus">Whether its name says that it is a status, so that how bad something is tells that it is open.</param>
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

    /// <summary>What <c>true</c> or <c>false</c> tells under a name such as <c>isResolved</c> or <c>firing</c>.</summary>
    /// <param name="nameWords">The words of the name.</param>
    /// <param name="value">Which of the two.</param>
    public static Phase OfFlag(IReadOnlyList<string> nameWords, bool value)
    {
        bool isOpen = nameWords.Any(word => Open.Contains(word) && !Severities.Contains(word));
        bool isClosed = nameWords.Any(Closed.Contains);
        return isOpen == isClosed || nameWords.Any(Acknowledged.Contains) ? Phase.Unknown : isOpen == value ? Phase.Open : Phase.Closed;
    }

    /// <summary>What all the texts of a payload tell together: by which words there are more of. A last resort.</summary>
    public static Phase OfAll(FlatPayload payload)
    {
        string[] words = [.. payload.Values.Values.SelectMany(static value => FlatPayload.Words(value.Text))];
        int open = words.Count(static word => Open.Contains(word) && !Severities.Contains(word));
        int closed = words.Count(Closed.Contains);
        return open == closed ? Phase.Unknown : open > closed ? Phase.Open : Phase.Closed;
    }

    /// <summary>The value that may tell of the end; null if nothing comes to mind.</summary>
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
