namespace Callgoose.Incidents;

/// <summary>What the API filters of one service say about one payload. Trigger, acknowledge and resolve are independent (process-api.md 4.1).</summary>
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
