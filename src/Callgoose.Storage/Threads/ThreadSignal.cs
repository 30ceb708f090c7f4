using System.Runtime.InteropServices;

namespace Callgoose.Storage.Threads;

/// <summary>Wakes the one thread that waits for it. A signal that arrives while nobody waits is kept for the next wait.</summary>
/// <remarks>
/// It consists of a futex (futex(2)) and one number. In a native executable, one table under one process-wide lock keeps all waits of .NET
/// events, semaphores and monitors, and a thread that finds this lock taken yields its core. With a thread woken for every few webhooks,
/// threads queued there for milliseconds.
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

    /// <summary>The number. It is outside of the managed heap, so that its address never changes.</summary>
    private readonly int* state = (int*)NativeMemory.AllocZeroed(sizeof(int));

    /// <summary>Frees the number once nobody can use it, so that a late signal is harmless.</summary>
    ~ThreadSignal() => NativeMemory.Free(state);

    /// <summary>Wakes the waiting thread, or makes the next wait return at once. Any thread may call it.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref *state, Signalled) == Waiting)
        {
            Wake(Futex, state, WakeOperation, 1);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Waits for a signal and consumes it. May return without one.</summary>
    /// <param name="timeout">The maximum time to wait, by the monotonic clock.</param>
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
