using System.Runtime.InteropServices;

namespace Callgoose.Storage.Threads;

/// <summary>Wakes the one thread that waits for it. A signal that comes while nobody waits is kept for the next wait.</summary>
/// <remarks>
/// A futex (futex(2)) and one number. In a native executable every event, semaphore and monitor of .NET is kept by one table of waits
/// under one lock for the whole process, and whoever finds that lock taken gives its core away: with a thread woken for each few
/// webhooks, threads stood in line for milliseconds there.
/// </remarks>
public sealed unsafe partial class ThreadSignal
{
    private const int Idle = 0;
    private const int Signalled = 1;
    private const int Waiting = 2;
    private const nint WaitOperation = 0 | PrivateFlag;
    private const nint WakeOperation = 1 | PrivateFlag;
    private const nint PrivateFlag = 128;

    private static readonly nint Futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    /// <summary>Outside of the managed heap, where it has one address for good.</summary>
    private readonly int* state = (int*)NativeMemory.AllocZeroed(sizeof(int));

    /// <summary>Frees the number once nobody can use it: a late signal is no fault of whoever sends it.</summary>
    ~ThreadSignal() => NativeMemory.Free(state);

    /// <summary>Wakes the thread that waits, or lets the next wait come back at once. May be called by any thread.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref *state, Signalled) == Waiting)
        {
            Wake(Futex, state, WakeOperation, 1);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Waits for a signal and takes it. May come back without one.</summary>
    /// <param name="timeout">How long to wait at most, by a clock that nobody sets.</param>
    public void Wait(TimeSpan timeout)
    {
        if (Interlocked.CompareExchange(ref *state, Waiting, Idle) == Idle)
        {
            var time = new TimeSpec { Seconds = (nint)(timeout.Ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(timeout.Ticks % TimeSpan.TicksPerSecond * 100) };
            Sleep(Futex, state, WaitOperation, Waiting, &time);
        }

        Interlocked.Exchange(ref *state, Idle);
        GC.KeepAlive(this);
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Sleep(nint number, int* state, nint operation, nint expected, TimeSpec* timeout);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [SuppressGCTransition]
    private static partial nint Wake(nint number, int* state, nint operation, nint count);

    /// <summary>A <c>struct timespec</c> of the 64-bit ABIs.</summary>
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
