namespace Callgoose.Incidents.Tests;

/// <summary>
/// The result of an ordered history by the state table. It is written from the table alone and does not call the rules of the product.
/// </summary>
internal sealed class StateTableOracle
{
    private static readonly Urgency[] HighestFirst = [Urgency.P1, Urgency.High, Urgency.P3, Urgency.P4, Urgency.Low];

    private readonly Dictionary<string, (string State, Urgency Urgency)> keys = [];

    /// <summary>What is open after all events of a history, in the order of their times.</summary>
    public static StateTableOracle After(IEnumerable<HistoryEvent> history)
    {
        var oracle = new StateTableOracle();
        foreach (HistoryEvent happened in history.OrderBy(static happened => happened.At))
        {
            oracle.Apply(happened);
        }

        return oracle;
    }

    /// <summary>The state of a key: none, triggered, acknowledged or resolved.</summary>
    public string StateOf(string key) => keys.TryGetValue(key, out var found) ? found.State : "none";

    /// <summary>The urgency of the open incident of a key.</summary>
    public Urgency UrgencyOf(string key) => keys[key].Urgency;

    /// <summary>Whether one urgency is at least as high as another.</summary>
    public static bool IsAtLeast(Urgency urgency, Urgency other) => Array.IndexOf(HighestFirst, urgency) <= Array.IndexOf(HighestFirst, other);

    private void Apply(HistoryEvent happened)
    {
        (string state, Urgency urgency) = keys.TryGetValue(happened.Key, out var found) ? found : ("none", Urgency.Low);
        bool rises = !IsAtLeast(urgency, happened.Urgency);
        (string State, Urgency Urgency)? next = (happened.Kind, state) switch
        {
            (HistoryKind.Start, "none" or "resolved") => ("triggered", happened.Urgency),
            (HistoryKind.Start, "triggered") => ("triggered", rises ? happened.Urgency : urgency),
            (HistoryKind.Start, "acknowledged") => (rises ? "triggered" : "acknowledged", rises ? happened.Urgency : urgency),
            (HistoryKind.Acknowledge, "triggered") => ("acknowledged", urgency),
            (HistoryKind.End, "triggered" or "acknowledged") => ("resolved", urgency),
            _ => null,
        };
        if (next is not null)
        {
            keys[happened.Key] = next.Value;
        }
    }
}
