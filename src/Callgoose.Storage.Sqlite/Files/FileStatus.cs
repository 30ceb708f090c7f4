using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Callgoose.Storage.Sqlite.Files;

/// <summary>The identity and the length of a file, as statx(2) reports them. Allocates nothing.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file in it. No other file can have the same number while this one is open.</param>
/// <param name="Length">The length in bytes.</param>
internal readonly partial record struct FileStatus(ulong Device, ulong Inode, long Length)
{
    private const int FromWorkingFolder = -100;

    /// <summary>A symbolic link to the file counts as another file: SQLite and other programs would not agree on where its log is.</summary>
    private const int WithoutFollowingLinks = 0x100;

    private const uint InodeAndLength = 0x300;
    private const uint Kind = 0x1;

    // The size of struct statx, the same on every machine.
    private const int StructLength = 256;
    private const int KindOfMode = 0xF000;
    private const int RegularFile = 0x8000;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int LengthAt = 40;
    private const int DeviceAt = 136;

    /// <summary>Reads the status of the file that a path names now.</summary>
    /// <param name="path">The path, as zero-terminated UTF-8.</param>
    /// <param name="status">The status.</param>
    /// <returns>False if there is no file, or its status cannot be read.</returns>
    public static unsafe bool TryRead(ReadOnlySpan<byte> path, out FileStatus status)
    {
        byte* answer = stackalloc byte[StructLength];
        fixed (byte* start = path)
        {
            if (StatX(FromWorkingFolder, start, WithoutFollowingLinks, InodeAndLength, answer) != 0)
            {
                status = default;
                return false;
            }
        }

        var fields = new ReadOnlySpan<byte>(answer, StructLength);
        status = new FileStatus(
            BinaryPrimitives.ReadUInt64LittleEndian(fields[DeviceAt..]),
            BinaryPrimitives.ReadUInt64LittleEndian(fields[InodeAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(fields[LengthAt..]));
        return true;
    }

    /// <summary>Tells whether a path names something other than a regular file: opening a pipe would wait for a writer.</summary>
    public static unsafe bool IsOther(string path)
    {
        byte* answer = stackalloc byte[StructLength];
        fixed (byte* start = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return StatX(FromWorkingFolder, start, WithoutFollowingLinks, Kind, answer) == 0
                && (BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(answer + ModeAt, sizeof(ushort))) & KindOfMode) != RegularFile;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    private static unsafe partial int StatX(int folder, byte* path, int flags, uint mask, byte* status);
}
