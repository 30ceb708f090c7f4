using System.Runtime.InteropServices;

namespace Callgoose.Hosting;

/// <summary>Prevents core dumps: the memory of the process contains tokens while requests are processed.</summary>
internal static partial class CoreDumps
{
    /// <summary>PR_SET_DUMPABLE of prctl(2). Cleared, it also stops other processes of the same user from reading the memory.</summary>
    private const int SetDumpable = 4;

    /// <summary>Forbids core dumps, whatever limit the process was started with.</summary>
    public static void Forbid() => _ = Control(SetDumpable, 0, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);
}
