using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Remembers for a day the answer to each delivery id of each token (Incidents/README.md rule 6).</summary>
/// <remarks>
/// <para>An answer follows from the call's id, a few bits, the incidents and the results of its actions, so these are stored instead of its text.</para>
/// <para>
/// The body is part of the identity of a delivery: a sender that uses one id for two bodies gets the first answer to each. A signed id
/// stands for its body, and has an empty digest; so have deliveries of version 2, which are identified by their id alone.
/// </para>
/// </remarks>
internal sealed class DeliveryTable(SqliteDatabase database)
{
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

    /// <summary>
    /// True if rows were moved here from a shared store, which has only a hash of the id (<see cref="RowHashes.OfDelivery"/>): their token
    /// is empty.
    /// </summary>
    public bool HasMoved { get; init; }

    /// <summary>Restores the previous answer to a delivery into the call.</summary>
    public DeliveryIdState TryReplay(IncomingCall call, TextRange named, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        ReadOnlySpan<byte> delivery = call.Text[named];
        DeliveryIdState state = TryReplay(call, token, delivery, bodyDigest);
        return state == DeliveryIdState.New && HasMoved
            ? TryReplay(call, [], RowHashes.OfDelivery(call.TokenId, delivery).ToByteArray(bigEndian: true), bodyDigest)
            : state;
    }

    private DeliveryIdState TryReplay(IncomingCall call, ReadOnlySpan<byte> token, ReadOnlySpan<byte> delivery, ReadOnlySpan<byte> bodyDigest)
    {
        long since = rows.Since(call.ReceivedAt);
        if (!find.Bind(1, token).Bind(2, delivery).Bind(3, bodyDigest).Bind(4, since).Step())
        {
            return IsReused(token, delivery, since) ? DeliveryIdState.Reused : DeliveryIdState.New;
        }

        KeptVerdict.Replay(call, TimeOrderedId.FromBytes(find.Bytes(0)), find.Number(1), find.Bytes(2), find.Bytes(3));
        find.Reset();
        return DeliveryIdState.Known;
    }

    /// <summary>Stores the answer to a call.</summary>
    public void Record(IncomingCall call, TextRange named, ReadOnlySpan<byte> bodyDigest)
    {
        Span<byte> token = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call.TokenId.WriteBytes(token);
        call.Id.WriteBytes(id);
        int incidents = KeptVerdict.BytesOfIncidents(call);
        int results = KeptVerdict.BytesOfResults(call);
        if (incidents + results > room.Length)
        {
            room = new byte[2 * (incidents + results)];
        }

        KeptVerdict.Write(call, room.AsSpan(0, incidents), room.AsSpan(incidents, results));
        record.Bind(1, token)
            .Bind(2, call.Text[named])
            .Bind(3, bodyDigest)
            .Bind(4, call.ReceivedAt)
            .Bind(5, id)
            .Bind(6, KeptVerdict.Of(call))
            .Bind(7, room.AsSpan(0, incidents))
            .Bind(8, room.AsSpan(incidents, results))
            .Run();
        rows.Written(call.ReceivedAt);
    }

    /// <inheritdoc cref="ExpiringRows.RemoveSome"/>
    public bool RemoveSome(long now) => rows.RemoveSome(now);

    private bool IsReused(ReadOnlySpan<byte> token, ReadOnlySpan<byte> delivery, long since)
    {
        bool isFound = findOther.Bind(1, token).Bind(2, delivery).Bind(3, since).Step();
        if (isFound)
        {
            findOther.Reset();
        }

        return isFound;
    }
}
