using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.Storage.Files;

/// <summary>
/// Reads small files that other people or programs provide, such as secrets, certificates and configurations. It never waits: a pipe, a
/// device or a folder in place of a file is an error and blocks nobody.
/// </summary>
public static partial class BoundedFile
{
    private const int ReadOnly = 0;
    private const int DoNotBecomeTerminal = 0x100;
    private const int DoNotWait = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;

    /// <summary>Reads a file as UTF-8.</summary>
    /// <param name="path">The path.</param>
    /// <param name="max">The maximum size in bytes.</param>
    /// <param name="text">The content.</param>
    /// <param name="fault">Why the file cannot be read, without any of its content; null if it can.</param>
    public static bool TryRead(string path, int max, out string text, out string? fault)
    {
        (text, fault) = (string.Empty, null);
        try
        {
            byte[] bytes = Read(path, max);

            // Replacing invalid bytes by a replacement character would turn the text into another secret.
            fault = Utf8.IsValid(bytes) ? null : $"the file {path} is not UTF-8";
            text = fault is null ? Encoding.UTF8.GetString(bytes) : string.Empty;
        }
        catch (FileNotFoundException)
        {
            fault = $"there is no file {path}";
        }
        catch (FileTooLargeException)
        {
            fault = $"the file {path} is too large";
        }
        catch (IOException)
        {
            fault = $"the file {path} cannot be read";
        }

        return fault is null;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="max">The maximum size in bytes.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="FileTooLargeException">The file is larger.</exception>
    /// <exception cref="IOException">It is not a regular file, or cannot be read.</exception>
    public static byte[] Read(string path, int max)
    {
        int opened = Open(path, ReadOnly | DoNotBecomeTerminal | DoNotWait | CloseOnExec);
        if (opened < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw error is NoEntry or NotAFolder
                ? new FileNotFoundException($"There is no file '{path}'.", path)
                : new IOException($"'{path}': {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        using var handle = new SafeFileHandle(opened, ownsHandle: true);
        try
        {
            return Read(handle, path, max);
        }
        catch (NotSupportedException)
        {
            throw new IOException($"'{path}' is a pipe, and not a file.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static byte[] Read(SafeFileHandle handle, string path, int max)
    {
        // The length of a device means nothing. Asking for the length of a pipe fails, which is how a pipe is detected.
        byte[] bytes = new byte[Math.Clamp(RandomAccess.GetLength(handle), Math.Min(255, max), max) + 1];
        int length = 0;
        while (true)
        {
            int read = RandomAccess.Read(handle, bytes.AsSpan(length), length);
            length += read;
            if (length > max)
            {
                throw new FileTooLargeException($"'{path}' has more than {max} bytes.");
            }

            if (read == 0)
            {
                return bytes[..length];
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(2 * length, max + 1));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
