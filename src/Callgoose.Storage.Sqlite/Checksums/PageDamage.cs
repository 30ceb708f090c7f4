using System.Globalization;
using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>What reading has found damaged in this process. Noted by the VFS, below SQLite, which passes on no more than a number.</summary>
public static class PageDamage
{
    /// <summary>What SQLite is told: <c>SQLITE_IOERR_DATA</c>, which nothing else gives.</summary>
    internal const int ResultCode = 10 | (32 << 8);

    private static long count;
    private static volatile string? damagedLog;

    // SQLite calls back on the thread that asked it: what one has found is not mixed up with what another has.
    [ThreadStatic]
    private static string? last;

    [ThreadStatic]
    private static long countOfThread;

    /// <summary>How often a page was read that is not what was written; the same one counts each time.</summary>
    public static long Count => Interlocked.Read(ref count);

    /// <summary>The same for what this thread has read.</summary>
    internal static long CountOfThread => countOfThread;

    /// <summary>Where this thread found the last one, in words.</summary>
    internal static string? Last => last;

    /// <summary>Whether a write-ahead log was found damaged: the next start could read it only up to there.</summary>
    /// <param name="log">The log's path.</param>
    internal static bool IsDamaged(string log) => damagedLog == log;

    /// <summary>Notes a damaged page. Called with C above it: must not throw.</summary>
    /// <param name="path">The file, in UTF-8, ended by a zero.</param>
    /// <param name="offset">Where the page begins.</param>
    /// <param name="isLog">Whether it is a write-ahead log.</param>
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
