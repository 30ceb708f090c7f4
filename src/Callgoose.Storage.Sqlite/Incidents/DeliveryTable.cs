using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Remembers for a day what each delivery id of each token was answered (process-api.md 4.6).</summary>
/// <remarks>
/// <para>An answer follows from the call's id, a few bits, the incidents and the results of its actions, so those are kept instead of its text.</para>
/// <para>The body is part of what a delivery is: a sender that uses an id for two bodies gets the first verdict of each. What a
/// sender has signed stands for its body, and has an empty digest; so have deliveries of version 2, which are known by their id alone.</para>
/// </remarks>
internal sealed class DeliveryTable(SqliteDatabase database)
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

    private readonly SqliteStatement find = database.Prepare("""
        SELECT call_id, verdict, incidents, results FROM deliveries
        WHERE token = ?1 AND delivery = ?2 AND body_digest IN (?3, x'') AND received_at > ?4 LIMIT 1
        """);

    private readonly SqliteStatement findOther = database.Prepare(
        "SELECT 1 FROM deliveries WHERE token = ?1 AND delivery = ?2 AND received_at > ?3 LIMIT 1");

    private readonly SqliteStatement record = database.Prepare("""
        INSERT OR REPLACE INTO deliveries (token, delivery, body_digest, received_at, call_id, verdict, incidents, results)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private readonly ExpiringRows rows = new(database, "deliveries", TimeSpan.FromDays(1));
    private byte[] room = new byte[64];

    /// <summary>Puts the verdict that a delivery got before into the call.</summary>
    public DeliveryIdState TryReplay(IncomingCall call, TextRange named, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        ReadOnlySpan<byte> delivery = call.Text[named];
        long since = rows.Since(call.ReceivedAt);
        if (!find.Bind(1, token).Bind(2, delivery).Bind(3, bodyDigest).Bind(4, since).Step())
        {
            return IsReused(token, delivery, since) ? DeliveryIdState.Reused : DeliveryIdState.New;
        }

        (CallOutcome outcome, bool anyFilterPassed, NoEffectReason reason) = OutcomeOf(find.Number(1));
        call.Replay(TimeOrderedId.FromBytes(find.Bytes(0)), outcome, anyFilterPassed, reason);
        for (ReadOnlySpan<byte> ids = find.Bytes(2); !ids.IsEmpty; ids = ids[TimeOrderedId.ByteLength..])
        {
            call.AddIncident(TimeOrderedId.FromBytes(ids[..TimeOrderedId.ByteLength]));
        }

        ReadOnlySpan<byte> results = find.Bytes(3);
        for (int i = 0; i < call.Actions.Length && results.Length >= ResultBytes; i++, results = results[ResultBytes..])
        {
            call.SetResult(i, new ActionResult((ActionResultKind)results[0], TimeOrderedId.FromBytes(results[1..ResultBytes])));
        }

        find.Reset();
        return DeliveryIdState.Known;
    }

    /// <summary>Remembers what a call is answered.</summary>
    public void Record(IncomingCall call, TextRange named, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        call.Id.WriteBytes(id);
        int incidents = call.Incidents.Length * TimeOrderedId.ByteLength;
        WriteRoom(call, incidents);
        record.Bind(1, token)
            .Bind(2, call.Text[named])
            .Bind(3, bodyDigest)
            .Bind(4, call.ReceivedAt)
            .Bind(5, id)
            .Bind(6, Verdict(call))
            .Bind(7, room.AsSpan(0, incidents))
            .Bind(8, room.AsSpan(incidents, call.Results.Length * ResultBytes))
            .Run();
        rows.Written(call.ReceivedAt);
    }

    /// <inheritdoc cref="ExpiringRows.RemoveSome"/>
    public bool RemoveSome(long now) => rows.RemoveSome(now);

    /// <summary>Reads a verdict as it is kept.</summary>
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

    private static long Verdict(IncomingCall call)
    {
        int flags = (call.Outcome.Created ? Created : 0)
            | (call.Outcome.TriggerDuplicate ? TriggerDuplicate : 0)
            | (call.Outcome.Resolved ? Resolved : 0)
            | (call.Outcome.ResolveDuplicate ? ResolveDuplicate : 0)
            | (call.AnyFilterPassed ? AnyFilterPassed : 0)
            | (call.Outcome.Acknowledged ? Acknowledged : 0)
            | ((int)call.Reason << ReasonShift);
        return (uint)flags | ((long)call.Outcome.Warnings << WarningsShift);
    }

    private bool IsReused(ReadOnlySpan<byte> token, ReadOnlySpan<byte> delivery, long since)
    {
        bool isFound = findOther.Bind(1, token).Bind(2, delivery).Bind(3, since).Step();
        if (isFound)
        {
            findOther.Reset();
        }

        return isFound;
    }

    private void WriteRoom(IncomingCall call, int incidents)
    {
        int length = incidents + (call.Results.Length * ResultBytes);
        if (length > room.Length)
        {
            room = new byte[2 * length];
        }

        for (int i = 0; i < call.Incidents.Length; i++)
        {
            call.Incidents[i].WriteBytes(room.AsSpan(i * TimeOrderedId.ByteLength, TimeOrderedId.ByteLength));
        }

        for (int i = 0; i < call.Results.Length; i++)
        {
            Span<byte> result = room.AsSpan(incidents + (i * ResultBytes), ResultBytes);
            result[0] = (byte)call.Results[i].Kind;
            call.Results[i].Incident.WriteBytes(result[1..]);
        }
    }
}
