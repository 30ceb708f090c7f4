namespace Callgoose.Incidents;

/// <summary>What the API filters of one service say about one payload. Trigger, acknowledge and resolve are independent (Incidents/README.md rule 1).</summary>
/// <remarks>A view over the body and its scratch buffer: dead when those are given back.</remarks>
public ref struct FilterMatch
{
    /// <summary>The first trigger filter that passed.</summary>
    public TriggerMatch Trigger;

    /// <summary>The first resolve filter that passed.</summary>
    public ResolveMatch Resolve;

    /// <summary>The first acknowledge filter that passed.</summary>
    public AcknowledgeMatch Acknowledge;

    /// <summary>The JSON text of the element that this is the verdict on; empty for one on the whole payload.</summary>
    public ReadOnlySpan<byte> Element;

    /// <summary>True if no filter passed.</summary>
    public readonly bool IsEmpty => !Trigger.Passed && !Resolve.Passed && !Acknowledge.Passed;

    /// <summary>
    /// Sets aside what has passed without a key, so that an integration that comes later may give one. Of several that are set aside the
    /// first one is kept.
    /// </summary>
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

    /// <summary>Takes what was set aside where nothing with a key has passed.</summary>
    public void TakeBack(in FilterMatch aside)
    {
        Trigger = Trigger.Passed ? Trigger : aside.Trigger;
        Resolve = Resolve.Passed ? Resolve : aside.Resolve;
        Acknowledge = Acknowledge.Passed ? Acknowledge : aside.Acknowledge;
    }

    /// <summary>Notes which integration was run last: what passed and has none yet is of it.</summary>
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
