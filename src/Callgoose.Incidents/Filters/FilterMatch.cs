namespace Callgoose.Incidents;

/// <summary>
/// The results of the API filters of one service for one payload. Trigger, acknowledge and resolve are independent (Incidents/README.md
/// rule 1).
/// </summary>
/// <remarks>A view over the body and its scratch buffer: it becomes invalid when they are returned.</remarks>
public ref struct FilterMatch
{
    /// <summary>The first trigger filter that passed.</summary>
    public TriggerMatch Trigger;

    /// <summary>The first resolve filter that passed.</summary>
    public ResolveMatch Resolve;

    /// <summary>The first acknowledge filter that passed.</summary>
    public AcknowledgeMatch Acknowledge;

    /// <summary>The JSON text of the element that this result belongs to; empty for a result for the whole payload.</summary>
    public ReadOnlySpan<byte> Element;

    /// <summary>True if no filter passed.</summary>
    public readonly bool IsEmpty => !Trigger.Passed && !Resolve.Passed && !Acknowledge.Passed;

    /// <summary>Sets aside the filters that passed without a key, so that a later integration may provide one. Of several, the first one is kept.</summary>
    public void SetAsideKeyless(ref FilterMatch aside)
    {
        if (Trigger.Passed && Trigger.Key.IsEmpty)
        {
            aside.Trigger = aside.Trigger.Passed ? aside.Trigger : Trigger;
            Trigger = default;
        }

        if (Resolve.Passed && Resolve.Key.IsEmpty)
        {
            aside.Resolve = aside.Resolve.Passed ? aside.Resolve : Resolve;
            Resolve = default;
        }

        if (Acknowledge.Passed && Acknowledge.Key.IsEmpty)
        {
            aside.Acknowledge = aside.Acknowledge.Passed ? aside.Acknowledge : Acknowledge;
            Acknowledge = default;
        }
    }

    /// <summary>Restores what was set aside, if nothing with a key has passed.</summary>
    public void TakeBack(in FilterMatch aside)
    {
        Trigger = Trigger.Passed ? Trigger : aside.Trigger;
        Resolve = Resolve.Passed ? Resolve : aside.Resolve;
        Acknowledge = Acknowledge.Passed ? Acknowledge : aside.Acknowledge;
    }

    /// <summary>Sets the integration of the filters that passed and do not have one yet. Call it after each integration.</summary>
    public void AttributeTo(Integration integration)
    {
        if (Trigger.Passed)
        {
            Trigger.Integration ??= integration;
        }

        if (Resolve.Passed)
        {
            Resolve.Integration ??= integration;
        }

        if (Acknowledge.Passed)
        {
            Acknowledge.Integration ??= integration;
        }
    }
}
