using System.Security.Cryptography;

namespace Callgoose.Incidents;

/// <summary>
/// One call of the Process API after its filters have spoken: what is to be done, and, once the store has done it, what
/// came of it. Reused from call to call.
/// </summary>
/// <remarks>Owned by the request until it is handed to the store, by the store until it is completed, then by the request again.</remarks>
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

    /// <summary>The id of this call, under which the API log has it.</summary>
    public TimeOrderedId Id { get; set; }

    /// <summary>When the call was received, in Unix milliseconds (UTC).</summary>
    public long ReceivedAt { get; set; }

    /// <summary>The body as received, decompressed. Apart from <see cref="Text"/>, so that spans over it survive appending there.</summary>
    public TextArena Body { get; } = new();

    /// <summary>The bytes of all texts that were made for this call.</summary>
    public TextArena Text { get; } = new();

    /// <summary>The query value <c>from</c>, cleaned; empty if there is none.</summary>
    public TextRange Source { get; set; }

    /// <summary>The token that made the call.</summary>
    public TimeOrderedId TokenId { get; set; }

    /// <summary>The sender's id of this delivery; empty if it gave none (Incidents/README.md rule 6).</summary>
    public TextRange DeliveryId { get; set; }

    /// <summary>
    /// What the sender has signed: the time and a digest of the bytes that came, behind a word with a blank, which no id of a sender has. Empty if
    /// no time was signed, or the sender's id of the delivery was signed with it.
    /// </summary>
    public TextRange SignedId { get; set; }

    /// <summary>Through how many Callgoose servers the call came before this one.</summary>
    public int Hops { get; set; }

    /// <summary>Where it stands in the line of the relay that it came from; default for a call that was not relayed.</summary>
    public RelayPlace Relayed { get; set; }

    /// <summary>What the line of a relay says of it. Valid once the store has committed.</summary>
    public RelayVerdict RelayVerdict { get; set; }

    /// <summary>That it is to be relayed.</summary>
    public ref RelayRequest Relay => ref relay;

    /// <summary>What reading and matching found that the sender should mend. The outcome begins with it.</summary>
    public CallWarnings FoundWarnings { get; set; }

    /// <summary>Why no filter passed, where none did.</summary>
    public NoEffectReason Reason { get; set; }

    /// <summary>Whether a service in reach has an integration of the name that the source is.</summary>
    public bool IsSourceKnown { get; set; }

    /// <summary>What is to be done, in the order of the services.</summary>
    public ReadOnlySpan<ServiceAction> Actions => actions.AsSpan(0, actionCount);

    /// <summary>What came of each of <see cref="Actions"/>, in the same order. Valid once the store has committed.</summary>
    public ReadOnlySpan<ActionResult> Results => results.AsSpan(0, actionCount);

    /// <summary>The ids of the incidents that were created, resolved or seen again, in the order in which it happened.</summary>
    public ReadOnlySpan<TimeOrderedId> Incidents => incidents.AsSpan(0, incidentCount);

    /// <summary>What came of it. Valid once the store has committed.</summary>
    public ref CallOutcome Outcome => ref outcome;

    /// <summary>Whether a filter passed, in this call or in the one whose verdict is given again.</summary>
    /// <remarks>A trigger that is held until a maintenance ends does not count: nothing came of it yet.</remarks>
    public bool AnyFilterPassed => replayedFilterPassed ?? HasEffect();

    /// <summary>SHA-256 of the body. Computed once.</summary>
    public ReadOnlySpan<byte> DigestBody()
    {
        if (bodyDigest.IsEmpty)
        {
            SHA256.HashData(Body.Written, Text.Reserve(SHA256.HashSizeInBytes));
            bodyDigest = Text.Commit(SHA256.HashSizeInBytes);
        }

        return Text[bodyDigest];
    }

    /// <summary>Takes over the verdict of an earlier call of the same delivery: its answer is this one's, to the byte.</summary>
    /// <param name="id">The id of the earlier call.</param>
    /// <param name="earlier">What it did. Its incidents are added one by one.</param>
    /// <param name="anyFilterPassed">Whether a filter passed.</param>
    /// <param name="reason">Why not.</param>
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

    /// <summary>Adds an action and gives it for filling in.</summary>
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

    /// <summary>Notes what came of an action.</summary>
    /// <param name="action">Its place in <see cref="Actions"/>.</param>
    /// <param name="result">What came of it.</param>
    public void SetResult(int action, ActionResult result) => results[action] = result;

    /// <summary>Notes an incident that this call touched, once. Looks at those that were noted before: a thousand at most.</summary>
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

    /// <summary>Forgets what came of it, when a transaction is undone.</summary>
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

    /// <summary>Forgets everything, for the next call.</summary>
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
