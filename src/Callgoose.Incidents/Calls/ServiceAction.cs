namespace Callgoose.Incidents;

/// <summary>What the filters of one service want done for one call. Texts are ranges of the call's <see cref="IncomingCall.Text"/>.</summary>
public struct ServiceAction
{
    /// <summary>The service and the environment.</summary>
    public ServiceScope Scope;

    /// <summary>The name of the trigger filter that passed, or null.</summary>
    public string? TriggerFilter;

    /// <summary>The integration of the trigger filter that passed, or null.</summary>
    public Integration? TriggerIntegration;

    /// <summary>The urgency that the trigger filter gives.</summary>
    public Urgency Urgency;

    /// <summary>The incident key of the trigger; empty for an incident without a key.</summary>
    public TextRange TriggerKey;

    /// <summary>When what the trigger reports began, in Unix milliseconds (UTC); null if the payload does not tell.</summary>
    public long? TriggerOccurredAt;

    /// <summary>Whether late and repeated deliveries are told from new ones (<see cref="TriggerMatch.IsTimed"/>).</summary>
    public bool IsTimed;

    /// <summary>SHA-256 of the body: the duplicate test of a trigger without a key, and of one that is timed. Else empty.</summary>
    public TextRange BodyDigest;

    /// <summary>The incident's title, complete.</summary>
    public TextRange Title;

    /// <summary>The value of the description field; empty if the description is the body as received.</summary>
    public TextRange Description;

    /// <summary>The name of the resolve filter that passed, or null.</summary>
    public string? ResolveFilter;

    /// <summary>The integration of the resolve filter that passed, or null.</summary>
    public Integration? ResolveIntegration;

    /// <summary>The incident key of the resolve; empty if the payload gives none, which resolves nothing.</summary>
    public TextRange ResolveKey;

    /// <summary>When what the resolve reports ended, in Unix milliseconds (UTC); null if the payload does not tell.</summary>
    public long? ResolveOccurredAt;
}
