namespace Callgoose.Suggest;

/// <summary>The proposed filter for payloads of one form.</summary>
internal sealed record Proposal(string Filter, StatusChoice Status, KeyChoice Key, TextChoice Text, TimeChoice Time, UrgencyChoice Urgency)
{
    /// <summary>Creates a proposal for payloads of one form.</summary>
    public static Proposal Of(string filter, IReadOnlyList<FlatPayload> payloads)
    {
        var status = StatusChoice.Find(payloads);
        return new Proposal(filter, status, KeyChoice.Find(payloads, status), TextChoice.Find(payloads, status), TimeChoice.Find(payloads, status), UrgencyChoice.Find(payloads, status));
    }

    /// <summary>The choices, and how certain they are.</summary>
    public IEnumerable<Finding> Findings => [Status.Finding, Key.Finding, .. Text.Findings, .. Time.Finding is null ? [] : (Finding[])[Time.Finding], Urgency.Finding];

    /// <summary>The texts that mean the end: those that were seen, or else the usual counterpart of the seen beginnings.</summary>
    public IReadOnlyList<string> Closed { get; } = Status.Closed.Count > 0 ? Status.Closed
        : [.. Status.Open.Select(PhaseWords.CounterpartOf).OfType<string>().Except(Status.Open, StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];

    /// <summary>True if calls can resolve.</summary>
    public bool Resolves => Closed.Count > 0 && Key.Keys.Count > 0 && Status.Key is not null;
}
