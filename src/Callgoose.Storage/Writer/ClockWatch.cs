namespace Callgoose.Storage;

/// <summary>Finds out that the wall clock was moved, by the clock that counts from the start of the machine and cannot be moved.</summary>
/// <remarks>A machine that was suspended looks the same as one whose clock was put forward: in neither did the time pass for the server.</remarks>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>What is not worth a write: corrections of the time service, which moves a clock by 43 seconds a day at most where it does so slowly.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private DateTimeOffset wall = clock.GetUtcNow();
    private long steady = clock.GetTimestamp();

    /// <summary>By how much the wall clock was moved since the last call of <see cref="Accept"/>; zero if by less than a minute.</summary>
    public TimeSpan Jump
    {
        get
        {
            TimeSpan jump = clock.GetUtcNow() - wall - clock.GetElapsedTime(steady);
            return jump.Duration() < Least ? TimeSpan.Zero : jump;
        }
    }

    /// <summary>Takes the time as it is now for the right one.</summary>
    public void Accept()
    {
        wall = clock.GetUtcNow();
        steady = clock.GetTimestamp();
    }
}
