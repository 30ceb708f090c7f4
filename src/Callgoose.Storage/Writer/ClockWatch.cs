namespace Callgoose.Storage.Writer;

/// <summary>Finds out that the wall clock was moved, by the clock that counts from the start of the machine and cannot be moved.</summary>
/// <remarks>A machine that was suspended looks the same as one whose clock was put forward: in neither did the time pass for the server.</remarks>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>What is not worth a write: corrections of the time service, which moves a clock by 43 seconds a day at most where it does so slowly.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>Two readings further apart than this are not of one moment: the thread, the process or the machine stood still between them.</summary>
    private static readonly TimeSpan OneMoment = TimeSpan.FromSeconds(1);

    private Reading accepted = Read(clock);

    /// <summary>Reads both clocks, and tells by how much the wall clock was moved since the last call of <see cref="Accept"/>; zero if by less than a minute.</summary>
    /// <param name="now">What was read.</param>
    public TimeSpan JumpAt(out Reading now)
    {
        now = Read(clock);
        TimeSpan jump = now.Wall - accepted.Wall - clock.GetElapsedTime(accepted.Steady, now.Steady);
        return jump.Duration() < Least ? TimeSpan.Zero : jump;
    }

    /// <summary>Takes the time that was read for the right one.</summary>
    public void Accept(Reading now) => accepted = now;

    private static Reading Read(TimeProvider clock)
    {
        while (true)
        {
            long before = clock.GetTimestamp();
            DateTimeOffset wall = clock.GetUtcNow();
            long after = clock.GetTimestamp();
            if (clock.GetElapsedTime(before, after) < OneMoment)
            {
                return new Reading(wall, after);
            }
        }
    }

    /// <summary>Both clocks at one moment.</summary>
    /// <param name="Wall">The time that people read.</param>
    /// <param name="Steady">The count that nobody can move, as <see cref="TimeProvider.GetTimestamp"/> gives it.</param>
    internal readonly record struct Reading(DateTimeOffset Wall, long Steady);
}
