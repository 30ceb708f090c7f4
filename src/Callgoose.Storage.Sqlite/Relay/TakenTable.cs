using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Relay;

/// <summary>
/// On an upstream: stores the highest number that was accepted from each relay queue. Rows are never removed, because a relay may have been
/// offline for any length of time.
/// </summary>
internal sealed class TakenTable(SqliteDatabase database)
{
    private readonly SqliteStatement find = database.Prepare("SELECT sequence FROM relays WHERE token = ?1 AND relay = ?2");
    private readonly SqliteStatement record = database.Prepare("INSERT OR REPLACE INTO relays (token, relay, sequence, at) VALUES (?1, ?2, ?3, ?4)");

    /// <inheritdoc cref="IIncidentStore.FindTaken"/>
    public long Find(TimeOrderedId token, TimeOrderedId relay)
    {
        Span<byte> bytes = stackalloc byte[2 * TimeOrderedId.ByteLength];
        Write(bytes, token, relay);
        bool isFound = find.Bind(1, bytes[..TimeOrderedId.ByteLength]).Bind(2, bytes[TimeOrderedId.ByteLength..]).Step();
        long sequence = isFound ? find.Number(0) : 0;
        find.Reset();
        return sequence;
    }

    /// <inheritdoc cref="IIncidentStore.RecordTaken"/>
    public void Record(TimeOrderedId token, in RelayPlace place, long at)
    {
        Span<byte> bytes = stackalloc byte[2 * TimeOrderedId.ByteLength];
        Write(bytes, token, place.Relay);
        record.Bind(1, bytes[..TimeOrderedId.ByteLength]).Bind(2, bytes[TimeOrderedId.ByteLength..]).Bind(3, place.Sequence).Bind(4, at).Run();
    }

    private static void Write(Span<byte> bytes, TimeOrderedId token, TimeOrderedId relay)
    {
        token.WriteBytes(bytes);
        relay.WriteBytes(bytes[TimeOrderedId.ByteLength..]);
    }
}
