using System.Globalization;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>The damaged pages that reads of this process have found. The VFS records them below SQLite, which passes on no more than an error code.</summary>
public static class PageDamage
{
    /// <summary>The error code for SQLite: <c>SQLITE_IOERR_DATA</c>, which nothing else returns.</summary>
    internal const int ResultCode = 10 | (32 << 8);

    private static long count;
    private static volatile string? damagedLog;

    // SQLite calls back on the thread that called it, so the findings of threads do not mix.
    [ThreadStatic]
    private static string? last;

    [ThreadStatic]
    private static long countOfThread;

    /// <summary>How many reads found a page that differs from what was written; repeated reads of a page count each time.</summary>
    public static long Count => Interlocked.Read(ref count);

    /// <summary>The same number for the reads of this thread.</summary>
    internal static long CountOfThread => countOfThread;

    /// <summary>Where this thread found the last damage, in words.</summary>
    internal static string? Last => last;

    /// <summary>Tells whether a write-ahead log was found damaged: the next start could read it only up to the damage.</summary>
    /// <param name="log">The path of the log.</param>
    internal static bool IsDamaged(string log) => damagedLog == log;

    /// <summary>Records a damaged page. It is called from C code, so it must not throw.</summary>
    /// <param name="path">The file, as zero-terminated UTF-8.</param>
    /// <param name="offset">The offset of the page.</param>
    /// <param name="isLog">True for a write-ahead log.</param>
    /// <returns><see cref="ResultCode"/>.</returns>
    internal static unsafe int Note(byte* path, long offset, bool isLog)
    {
        Interlocked.Increment(ref count);
        countOfThread++;
        string name = Marshal.PtrToStringUTF8((nint)path) ?? string.Empty;
        last = string.Create(CultureInfo.InvariantCulture, $"the 4,096 bytes at {offset} of '{name}'");
        damagedLog = isLog ? name : damagedLog;
        return ResultCode;
    }
}
