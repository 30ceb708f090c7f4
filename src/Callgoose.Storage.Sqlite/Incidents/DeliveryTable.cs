using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>Remembers for a day what each delivery id of each token was answered (process-api.md 4.6).</summary>
/// <remarks>An answer follows from the call's id, a few bits and the incidents, so those are kept instead of its text.</remarks>
internal sealed class DeliveryTable(SqliteDatabase database)
{
    private const int Created = 1;
    private const int TriggerDuplicate = 2;
    private const int Resolved = 4;
    private const int ResolveDuplicate = 8;
    private const int AnyFilterPassed = 16;
    private const int ReasonShift = 8;

    private readonly SqliteStatement find = database.Prepare(
        "SELECT call_id, verdict, incidents FROM deliveries WHERE token = ?1 AND delivery = ?2 AND received_at > ?3");

    private readonly SqliteStatement record = database.Prepare(
        "INSERT OR REPLACE INTO deliveries (token, delivery, received_at, call_id, verdict, incidents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly ExpiringRows rows = new(database, "deliveries", TimeSpan.FromDays(1));
    private byte[] incidents = new byte[4 * TimeOrderedId.ByteLength];

    /// <summary>Puts the verdict that a delivery got before into the call.</summary>
    public bool TryReplay(IncomingCall call)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        if (!find.Bind(1, token).Bind(2, call.Text[call.DeliveryId]).Bind(3, rows.Since(call.ReceivedAt)).Step())
        {
            return false;
        }

        long verdict = find.Number(1);
        var outcome = new CallOutcome
        {
            Created = (verdict & Created) != 0,
            TriggerDuplicate = (verdict & TriggerDuplicate) != 0,
            Resolved = (verdict & Resolved) != 0,
            ResolveDuplicate = (verdict & ResolveDuplicate) != 0,
        };
        call.Replay(TimeOrderedId.FromBytes(find.Bytes(0)), outcome, (verdict & AnyFilterPassed) != 0, (NoEffectReason)(byte)(verdict >> ReasonShift));
        for (ReadOnlySpan<byte> ids = find.Bytes(2); !ids.IsEmpty; ids = ids[TimeOrderedId.ByteLength..])
        {
            call.AddIncident(TimeOrderedId.FromBytes(ids[..TimeOrderedId.ByteLength]));
        }

        find.Reset();
        return true;
    }

    /// <summary>Remembers what a call is answered.</summary>
    public void Record(IncomingCall call)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        call.Id.WriteBytes(id);
        record.Bind(1, token)
            .Bind(2, call.Text[call.DeliveryId])
            .Bind(3, call.ReceivedAt)
            .Bind(4, id)
            .Bind(5, Verdict(call))
            .Bind(6, Incidents(call))
            .Run();
        rows.Written(call.ReceivedAt);
    }

    /// <inheritdoc cref="ExpiringRows.RemoveSome"/>
    public bool RemoveSome(long now) => rows.RemoveSome(now);

    private static int Verdict(IncomingCall call) =>
        (call.Outcome.Created ? Created : 0)
        | (call.Outcome.TriggerDuplicate ? TriggerDuplicate : 0)
        | (call.Outcome.Resolved ? Resolved : 0)
        | (call.Outcome.ResolveDuplicate ? ResolveDuplicate : 0)
        | (call.AnyFilterPassed ? AnyFilterPassed : 0)
        | ((int)call.Reason << ReasonShift);

    private ReadOnlySpan<byte> Incidents(IncomingCall call)
    {
        int length = call.Incidents.Length * TimeOrderedId.ByteLength;
        if (length > incidents.Length)
        {
            incidents = new byte[2 * length];
        }

        for (int i = 0; i < call.Incidents.Length; i++)
        {
            call.Incidents[i].WriteBytes(incidents.AsSpan(i * TimeOrderedId.ByteLength, TimeOrderedId.ByteLength));
        }

        return incidents.AsSpan(0, length);
    }
}
