using System.Buffers.Binary;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Outbox;

/// <summary>
/// The format of the events in a row of the outbox, one after the other. An event has the data of an incident that may change before the
/// event is read. Readers take from the incident and its timeline what stays.
/// </summary>
/// <remarks>
/// Numbers have the least significant byte first: the number of the event (8 bytes), the incident (8), the line of its timeline (4), state
/// (1), urgency (1), occurrences (8), last seen (8), resolved (8, 0 if not), the length of the title (4), the title as UTF-8.
/// </remarks>
internal static class OutboxCodec
{
    private const int FixedBytes = 50;

    /// <summary>The size of an event with a title of the given size, in bytes.</summary>
    public static int LengthOf(int titleLength) => FixedBytes + titleLength;

    /// <summary>Writes an event.</summary>
    /// <param name="to">A buffer of <see cref="LengthOf"/> bytes.</param>
    /// <param name="sequence">The number of the event.</param>
    /// <param name="number">The line of its timeline.</param>
    /// <param name="incident">The incident as it is at the event.</param>
    /// <param name="title">Its title.</param>
    public static void Write(Span<byte> to, long sequence, int number, in StoredIncident incident, ReadOnlySpan<byte> title)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], incident.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], number);
        to[20] = (byte)incident.State;
        to[21] = (byte)incident.Urgency;
        BinaryPrimitives.WriteInt64LittleEndian(to[22..], incident.Occurrences);
        BinaryPrimitives.WriteInt64LittleEndian(to[30..], incident.LastSeenAt);
        BinaryPrimitives.WriteInt64LittleEndian(to[38..], incident.ResolvedAt);
        BinaryPrimitives.WriteInt32LittleEndian(to[46..], title.Length);
        title.CopyTo(to[FixedBytes..]);
    }

    /// <summary>Reads the first event.</summary>
    /// <param name="from">The rest of a row.</param>
    /// <param name="sequence">The number of the event.</param>
    /// <param name="number">The line of its timeline.</param>
    /// <param name="incident">The incident as it was, as far as the event has its data.</param>
    /// <param name="title">Its title.</param>
    /// <returns>The bytes after it.</returns>
    /// <exception cref="StoreException">The data is damaged.</exception>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> from, out long sequence, out int number, out StoredIncident incident, out ReadOnlySpan<byte> title)
    {
        int titleLength = from.Length < FixedBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(from[46..]);
        if (titleLength < 0 || titleLength > from.Length - FixedBytes)
        {
            throw new StoreException("A row of the outbox is damaged.");
        }

        sequence = BinaryPrimitives.ReadInt64LittleEndian(from);
        number = BinaryPrimitives.ReadInt32LittleEndian(from[16..]);
        incident = new StoredIncident
        {
            Sequence = BinaryPrimitives.ReadInt64LittleEndian(from[8..]),
            State = (IncidentState)from[20],
            Urgency = (Urgency)from[21],
            Occurrences = BinaryPrimitives.ReadInt64LittleEndian(from[22..]),
            LastSeenAt = BinaryPrimitives.ReadInt64LittleEndian(from[30..]),
            ResolvedAt = BinaryPrimitives.ReadInt64LittleEndian(from[38..]),
        };
        title = from.Slice(FixedBytes, titleLength);
        return from[(FixedBytes + titleLength)..];
    }
}
