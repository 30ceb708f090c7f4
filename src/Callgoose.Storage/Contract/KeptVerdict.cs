using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// The answer to a call, as stores keep it. An answer follows from the call's id, a few bits, its incidents and the results of its actions,
/// so stores keep these instead of its text.
/// </summary>
/// <remarks>
/// The numbers are persisted: new ones may be added, existing ones never change. An incident takes the 16 bytes of its id; a result takes
/// one byte for its kind, and an id.
/// </remarks>
public static class KeptVerdict
{
    private const int Created = 1;
    private const int TriggerDuplicate = 2;
    private const int Resolved = 4;
    private const int ResolveDuplicate = 8;
    private const int AnyFilterPassed = 16;
    private const int Acknowledged = 32;
    private const int ReasonShift = 8;
    private const int WarningsShift = 16;
    private const int ResultBytes = 1 + TimeOrderedId.ByteLength;

    /// <summary>Encodes the outcome of a call.</summary>
    public static long Of(IncomingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        int flags = (call.Outcome.Created ? Created : 0)
            | (call.Outcome.TriggerDuplicate ? TriggerDuplicate : 0)
            | (call.Outcome.Resolved ? Resolved : 0)
            | (call.Outcome.ResolveDuplicate ? ResolveDuplicate : 0)
            | (call.AnyFilterPassed ? AnyFilterPassed : 0)
            | (call.Outcome.Acknowledged ? Acknowledged : 0)
            | ((int)call.Reason << ReasonShift);
        return (uint)flags | ((long)call.Outcome.Warnings << WarningsShift);
    }

    /// <summary>Decodes the outcome of a call.</summary>
    public static (CallOutcome Outcome, bool AnyFilterPassed, NoEffectReason Reason) OutcomeOf(long verdict)
    {
        var outcome = new CallOutcome
        {
            Created = (verdict & Created) != 0,
            TriggerDuplicate = (verdict & TriggerDuplicate) != 0,
            Resolved = (verdict & Resolved) != 0,
            ResolveDuplicate = (verdict & ResolveDuplicate) != 0,
            Acknowledged = (verdict & Acknowledged) != 0,
            Warnings = (CallWarnings)(ushort)(verdict >> WarningsShift),
        };
        return (outcome, (verdict & AnyFilterPassed) != 0, (NoEffectReason)(byte)(verdict >> ReasonShift));
    }

    /// <summary>The number of bytes that the incidents of a call take.</summary>
    public static int BytesOfIncidents(IncomingCall call) => (call?.Incidents.Length ?? 0) * TimeOrderedId.ByteLength;

    /// <summary>The number of bytes that the results of a call take.</summary>
    public static int BytesOfResults(IncomingCall call) => (call?.Results.Length ?? 0) * ResultBytes;

    /// <summary>Writes the incidents and the results of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="incidents">A buffer of <see cref="BytesOfIncidents"/> bytes.</param>
    /// <param name="results">A buffer of <see cref="BytesOfResults"/> bytes.</param>
    public static void Write(IncomingCall call, Span<byte> incidents, Span<byte> results)
    {
        ArgumentNullException.ThrowIfNull(call);
        for (int i = 0; i < call.Incidents.Length; i++)
        {
            call.Incidents[i].WriteBytes(incidents[(i * TimeOrderedId.ByteLength)..]);
        }

        for (int i = 0; i < call.Results.Length; i++)
        {
            Span<byte> result = results.Slice(i * ResultBytes, ResultBytes);
            result[0] = (byte)call.Results[i].Kind;
            call.Results[i].Incident.WriteBytes(result[1..]);
        }
    }

    /// <summary>Reads incidents.</summary>
    public static IReadOnlyList<TimeOrderedId> Incidents(ReadOnlySpan<byte> incidents)
    {
        var ids = new List<TimeOrderedId>(incidents.Length / TimeOrderedId.ByteLength);
        for (ReadOnlySpan<byte> rest = incidents; !rest.IsEmpty; rest = rest[TimeOrderedId.ByteLength..])
        {
            ids.Add(TimeOrderedId.FromBytes(rest[..TimeOrderedId.ByteLength]));
        }

        return ids;
    }

    /// <summary>Restores a stored answer into a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="id">The id of the call that was answered first.</param>
    /// <param name="verdict">The encoded outcome.</param>
    /// <param name="incidents">Its incidents.</param>
    /// <param name="results">The results of its actions.</param>
    public static void Replay(IncomingCall call, TimeOrderedId id, long verdict, ReadOnlySpan<byte> incidents, ReadOnlySpan<byte> results)
    {
        ArgumentNullException.ThrowIfNull(call);
        (CallOutcome outcome, bool anyFilterPassed, NoEffectReason reason) = OutcomeOf(verdict);
        call.Replay(id, outcome, anyFilterPassed, reason);
        for (ReadOnlySpan<byte> ids = incidents; !ids.IsEmpty; ids = ids[TimeOrderedId.ByteLength..])
        {
            call.AddIncident(TimeOrderedId.FromBytes(ids[..TimeOrderedId.ByteLength]));
        }

        for (int i = 0; i < call.Actions.Length && results.Length >= ResultBytes; i++, results = results[ResultBytes..])
        {
            call.SetResult(i, new ActionResult((ActionResultKind)results[0], TimeOrderedId.FromBytes(results[1..ResultBytes])));
        }
    }
}
