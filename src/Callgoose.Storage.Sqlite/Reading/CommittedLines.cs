using System.Buffers.Binary;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>The timeline lines that one transaction committed, in their order, starting at a number.</summary>
internal ref struct CommittedLines
{
    private ReadOnlySpan<byte> rest;
    private long next;

    /// <summary>Reads a row of <c>commits</c>.</summary>
    /// <param name="first">The number of its first line over all incidents.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="after">The number after which to begin.</param>
    public CommittedLines(long first, ReadOnlySpan<byte> lines, long after)
    {
        int skipped = (int)Math.Clamp(after + 1 - first, 0, lines.Length / TimelineTable.LineBytes);
        rest = lines[(skipped * TimelineTable.LineBytes)..];
        next = first + skipped;
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="sequence">Its number over all incidents.</param>
    /// <param name="incident">Its incident.</param>
    /// <param name="number">Its number within the incident.</param>
    public bool TryRead(out long sequence, out long incident, out int number)
    {
        (sequence, incident, number) = (next, 0, 0);
        if (rest.Length < TimelineTable.LineBytes)
        {
            return false;
        }

        incident = BinaryPrimitives.ReadInt64BigEndian(rest);
        number = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(long)..]);
        rest = rest[TimelineTable.LineBytes..];
        next++;
        return true;
    }
}
