using System.Security.Cryptography;

namespace Callgoose.Incidents;

/// <summary>
/// One call of the Process API after its filters have run: the actions to take and, once the store has taken them, their results. Reused
/// from call to call.
/// </summary>
/// <remarks>The request owns it until it hands it to the store, then the store until it completes, then the request again.</remarks>
public sealed class IncomingCall
{
    private ServiceAction[] actions = new ServiceAction[1];
    private TextRange bodyDigest;
    private ActionResult[] results = new ActionResult[1];
    private int actionCount;
    private TimeOrderedId[] incidents = new TimeOrderedId[2];
    private int incidentCount;
    private CallOutcome outcome;
    private RelayRequest relay;
    private bool? replayedFilterPassed;
    private TimeOrderedId ownId;
    private NoEffectReason ownReason;

    /// <summary>The id of this call, also in the API log.</summary>
    public TimeOrderedId Id { get; set; }

    /// <summary>When the call was received, in Unix milliseconds (UTC).</summary>
    public long ReceivedAt { get; set; }

    /// <summary>
    /// The body as received, decompressed. It is separate from <see cref="Text"/>, so that spans over it stay valid when text is appended
    /// there.
    /// </summary>
    public TextArena Body { get; } = new();

    /// <summary>The bytes of all texts that were created for this call.</summary>
    public TextArena Text { get; } = new();

    /// <summary>The query value <c>from</c>, cleaned; empty if there is none.</summary>
    public TextRange Source { get; set; }

    /// <summary>The token that made the call.</summary>
    public TimeOrderedId TokenId { get; set; }

    /// <summary>The sender's id of this delivery; empty if there is none (Incidents/README.md rule 6).</summary>
    public TextRange DeliveryId { get; set; }

    /// <summary>
    /// What the sender has signed: the time and a digest of the received bytes, after a word with a blank, which no id of a sender
    /// contains. Empty if no time was signed, or if the signature also covers the sender's id of the delivery.
    /// </summary>
    public TextRange SignedId { get; set; }

    /// <summary>How many Callgoose servers the call passed before this one.</summary>
    public int Hops { get; set; }

    /// <summary>The place of the call in the queue of its relay; default for a call that was not relayed.</summary>
    public RelayPlace Relayed { get; set; }

    /// <summary>The result of checking the place in the relay's queue. Valid once the store has committed.</summary>
    public RelayVerdict RelayVerdict { get; set; }

    /// <summary>Whether and how to relay the call.</summary>
    public ref RelayRequest Relay => ref relay;

    /// <summary>Warnings that reading and matching found. The outcome begins with them.</summary>
    public CallWarnings FoundWarnings { get; set; }

    /// <summary>Why no filter passed, if none did.</summary>
    public NoEffectReason Reason { get; set; }

    /// <summary>True if a service in reach has an integration with the name of the source.</summary>
    public bool IsSourceKnown { get; set; }

    /// <summary>The actions to take, in the order of the services.</summary>
    public ReadOnlySpan<ServiceAction> Actions => actions.AsSpan(0, actionCount);

    /// <summary>The result of each of <see cref="Actions"/>, in the same order. Valid once the store has committed.</summary>
    public ReadOnlySpan<ActionResult> Results => results.AsSpan(0, actionCount);

    /// <summary>The ids of the incidents that were created, resolved or repeated, in the order in which it happened.</summary>
    public ReadOnlySpan<TimeOrderedId> Incidents => incidents.AsSpan(0, incidentCount);

    /// <summary>The outcome. Valid once the store has committed.</summary>
    public ref CallOutcome Outcome => ref outcome;

    /// <summary>True if a filter passed, in this call or in the earlier one whose answer is repeated.</summary>
    /// <remarks>A trigger that is held until a maintenance ends does not count, because it has no effect yet.</remarks>
    public bool AnyFilterPassed => replayedFilterPassed ?? HasEffect();

    /// <summary>Returns the SHA-256 of the body. Computed once.</summary>
    public ReadOnlySpan<byte> DigestBody()
    {
        if (bodyDigest.IsEmpty)
        {
            SHA256.HashData(Body.Written, Text.Reserve(SHA256.HashSizeInBytes));
            bodyDigest = Text.Commit(SHA256.HashSizeInBytes);
        }

        return Text[bodyDigest];
    }

    /// <summary>Copies the results of an earlier call of the same delivery, so that both get the same answer, byte for byte.</summary>
    /// <param name="id">The id of the earlier call.</param>
    /// <param name="earlier">Its outcome. Its incidents are added one by one.</param>
    /// <param name="anyFilterPassed">True if a filter passed.</param>
    /// <param name="reason">Why none did.</param>
    public void Replay(TimeOrderedId id, CallOutcome earlier, bool anyFilterPassed, NoEffectReason reason)
    {
        ResetOutcome();
        (ownId, ownReason) = (Id, Reason);
        Id = id;
        outcome = earlier;
        replayedFilterPassed = anyFilterPassed;
        Reason = reason;
    }

    private bool HasEffect()
    {
        foreach (ref readonly ServiceAction action in Actions)
        {
            if (!action.IsSuppressed || action.ResolveFilter is not null || action.AcknowledgeFilter is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds an action and returns it for filling in.</summary>
    public ref ServiceAction AddAction(ServiceScope scope)
    {
        if (actionCount == actions.Length)
        {
            Array.Resize(ref actions, 2 * actionCount);
            Array.Resize(ref results, 2 * actionCount);
        }

        ref ServiceAction action = ref actions[actionCount++];
        action = new ServiceAction
        {
            Scope = scope, Element = -1, TriggerKeySpace = string.Empty, ResolveKeySpace = string.Empty, AcknowledgeKeySpace = string.Empty,
        };
        return ref action;
    }

    /// <summary>Sets the result of an action.</summary>
    /// <param name="action">Its index in <see cref="Actions"/>.</param>
    /// <param name="result">The result.</param>
    public void SetResult(int action, ActionResult result) => results[action] = result;

    /// <summary>Adds an incident that this call affected, unless it was added before. Compares it with those added before, at most a thousand.</summary>
    public void AddIncident(TimeOrderedId id)
    {
        if (incidents.AsSpan(0, incidentCount).Contains(id))
        {
            return;
        }

        if (incidentCount == incidents.Length)
        {
            Array.Resize(ref incidents, 2 * incidentCount);
        }

        incidents[incidentCount++] = id;
    }

    /// <summary>Clears the results when a transaction is undone.</summary>
    public void ResetOutcome()
    {
        incidentCount = 0;
        results.AsSpan(0, actionCount).Clear();
        RelayVerdict = default;
        outcome = new CallOutcome { Warnings = FoundWarnings };
        if (replayedFilterPassed is not null)
        {
            (Id, Reason) = (ownId, ownReason);
            replayedFilterPassed = null;
        }
    }

    /// <summary>Clears everything for the next call.</summary>
    public void Reset()
    {
        FoundWarnings = CallWarnings.None;
        ResetOutcome();
        actions.AsSpan(0, actionCount).Clear();
        actionCount = 0;
        Body.Reset();
        Text.Reset();
        Source = default;
        DeliveryId = default;
        SignedId = default;
        Hops = 0;
        Relayed = default;
        relay = default;
        IsSourceKnown = false;
        bodyDigest = default;
        TokenId = default;
        Reason = default;
        Id = default;
        ReceivedAt = 0;
    }
}
