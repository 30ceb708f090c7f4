namespace Callgoose.Incidents;

/// <summary>What the filters of one service request for one call. Texts are ranges of the call's <see cref="IncomingCall.Text"/>.</summary>
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

    /// <summary>The space that <see cref="TriggerKey"/> is unique in (<see cref="TriggerMatch.KeySpace"/>).</summary>
    public string TriggerKeySpace;

    /// <summary>Why the trigger has no key, if it has none.</summary>
    public KeyFault TriggerKeyFault;

    /// <summary>The time from the newest report until the incident expires, in milliseconds; 0 for never.</summary>
    public long ResolveAfter;

    /// <summary>When the incident expires, in Unix milliseconds (UTC); null if the payload does not say.</summary>
    public long? EndsAt;

    /// <summary>The members of the group that the trigger reports (<see cref="MemberList"/>); empty if it names none.</summary>
    public TextRange Members;

    /// <summary>The members, and the ended ones of the same list; empty if all elements of the list are members.</summary>
    public TextRange ListedMembers;

    /// <summary>The members of these that are gone without a recovery; empty if there are none.</summary>
    public TextRange VanishedMembers;

    /// <summary>The index of the element that this action belongs to, from 0; -1 for the payload as a whole.</summary>
    public int Element;

    /// <summary>True if the service is in maintenance: the trigger is held, a resolve and an acknowledgement apply (ProcessApi.md 7).</summary>
    public bool IsSuppressed;

    /// <summary>The first moment after that maintenance, in Unix milliseconds (UTC); 0 if unknown.</summary>
    public long SuppressedUntil;

    /// <summary>When the reported problem began, in Unix milliseconds (UTC); null if the payload does not say.</summary>
    public long? TriggerOccurredAt;

    /// <summary>True if late and repeated deliveries can be distinguished from new ones (<see cref="TriggerMatch.IsTimed"/>).</summary>
    public bool IsTimed;

    /// <summary>The SHA-256 of the body, to detect repeats of triggers without a key and of timed ones; otherwise empty.</summary>
    public TextRange BodyDigest;

    /// <summary>The complete title of the incident.</summary>
    public TextRange Title;

    /// <summary>The value of the description field; empty if the description is the body as received.</summary>
    public TextRange Description;

    /// <summary>The address of the page in the monitoring tool (<see cref="IncidentLink"/>); empty if the payload has none.</summary>
    public TextRange Link;

    /// <summary>The name of the resolve filter that passed, or null.</summary>
    public string? ResolveFilter;

    /// <summary>The integration of the resolve filter that passed, or null.</summary>
    public Integration? ResolveIntegration;

    /// <summary>The incident key of the resolve; empty if the payload has none, which resolves nothing.</summary>
    public TextRange ResolveKey;

    /// <summary>The space that <see cref="ResolveKey"/> is unique in.</summary>
    public string ResolveKeySpace;

    /// <summary>Why the resolve is no recovery although its filter passed; otherwise null (<see cref="ResolveMatch.Withheld"/>).</summary>
    public string? ResolveWithheld;

    /// <summary>When the reported problem ended, in Unix milliseconds (UTC); null if the payload does not say.</summary>
    public long? ResolveOccurredAt;

    /// <summary>The members of the group that have ended according to the resolve (<see cref="MemberList"/>); empty if it names none.</summary>
    public TextRange EndedMembers;

    /// <summary>The name of the acknowledge filter that passed, or null.</summary>
    public string? AcknowledgeFilter;

    /// <summary>The integration of the acknowledge filter that passed, or null.</summary>
    public Integration? AcknowledgeIntegration;

    /// <summary>The incident key of the acknowledgement; empty if the payload has none, which acknowledges nothing.</summary>
    public TextRange AcknowledgeKey;

    /// <summary>The space that <see cref="AcknowledgeKey"/> is unique in.</summary>
    public string AcknowledgeKeySpace;

    /// <summary>When the acknowledgement was given, in Unix milliseconds (UTC); null if the payload does not say.</summary>
    public long? AcknowledgeOccurredAt;
}
