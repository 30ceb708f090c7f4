using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.Storage.Files;

/// <summary>Reads small files that somebody else puts there, such as secrets, without waiting: a pipe, a device or a folder in place of one is a fault, and holds nobody.</summary>
public static partial class BoundedFile
{
    private const int ReadOnly = 0;
    private const int DoNotBecomeTerminal = 0x100;
    private const int DoNotWait = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;

    /// <summary>Reads a file as UTF-8.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="max">How many bytes it may have.</param>
    /// <param name="text">What it says.</param>
    /// <param name="fault">Why it cannot be read, without anything of it; null if it can.</param>
    public static bool TryRead(string path, int max, out string text, out string? fault)
    {
        text = string.Empty;
        int opened = Open(path, ReadOnly | DoNotBecomeTerminal | DoNotWait | CloseOnExec);
        if (opened < 0)
        {
            fault = Marshal.GetLastPInvokeError() is NoEntry or NotAFolder ? $"there is no file {path}" : $"the file {path} cannot be read";
            return false;
        }

        using var handle = new SafeFileHandle(opened, ownsHandle: true);
        byte[] bytes = new byte[max + 1];
        int length = 0;
        try
        {
            for (int read = -1; read != 0 && length <= max; length += read)
            {
                read = RandomAccess.Read(handle, bytes.AsSpan(length), length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            fault = $"the file {path} cannot be read";
            return false;
        }

        fault = length > max ? $"the file {path} is too large" : null;
        text = fault is null ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : string.Empty;
        return fault is null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
