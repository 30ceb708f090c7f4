using System.Buffers.Binary;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>One write to a database file, or a sync of it: <c>struct undo</c> of faults.c.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Offset">The place of the write; less than zero for a sync.</param>
/// <param name="Length">How many bytes were written, or cut off at the end.</param>
/// <param name="Before">The previous content; shorter than <paramref name="Length"/> where the file grew.</param>
/// <param name="SizeBefore">The size of the file before.</param>
/// <param name="IsCut">Whether the file was truncated.</param>
public sealed record UndoRecord(string Name, long Offset, long Length, byte[] Before, long SizeBefore, bool IsCut)
{
    private const int NameSize = 32;
    private const int HeadSize = NameSize + (4 * sizeof(long));

    public bool IsSync => Offset < 0;

    /// <summary>Reads a log. A record that is cut off at the end stands for a write that did not happen.</summary>
    public static List<UndoRecord> ReadAll(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        var records = new List<UndoRecord>();
        while (rest.Length >= HeadSize)
        {
            long kept = Number(rest, 2);
            if (rest.Length - HeadSize < kept)
            {
                break;
            }

            string name = Encoding.ASCII.GetString(rest[..NameSize]).TrimEnd('\0');
            records.Add(new UndoRecord(name, Number(rest, 0), Number(rest, 1), rest.Slice(HeadSize, (int)kept).ToArray(), Math.Abs(Number(rest, 3)), Number(rest, 3) < 0));
            rest = rest[(HeadSize + (int)kept)..];
        }

        return records;
    }

    private static long Number(ReadOnlySpan<byte> head, int index) => BinaryPrimitives.ReadInt64LittleEndian(head[(NameSize + (index * sizeof(long)))..]);
}
