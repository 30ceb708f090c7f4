namespace Callgoose.Storage.Writer;

/// <summary>
/// Detects that the wall clock was moved. It compares it with the monotonic clock, which counts from the start of the machine and cannot be
/// moved.
/// </summary>
/// <remarks>A suspended machine looks the same as one whose clock was put forward: in neither case did the time pass for the server.</remarks>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>
    /// The smallest jump that is worth a write. Smaller ones are corrections of the time service, which moves a clock by 43 seconds a day
    /// at most where it does so slowly.
    /// </summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The maximum distance of two clock readings that count as simultaneous. If they are further apart, the thread, the process or the
    /// machine stood still between them.
    /// </summary>
    private static readonly TimeSpan OneMoment = TimeSpan.FromSeconds(1);

    private Reading accepted = Read(clock);

    /// <summary>
    /// Reads both clocks, and tells by how much the wall clock was moved since the last call of <see cref="Accept"/>; zero if by less than
    /// a minute.
    /// </summary>
    /// <param name="now">The readings.</param>
    public TimeSpan JumpAt(out Reading now)
    {
        now = Read(clock);
        TimeSpan jump = now.Wall - accepted.Wall - clock.GetElapsedTime(accepted.Steady, now.Steady);
        return jump.Duration() < Least ? TimeSpan.Zero : jump;
    }

    /// <summary>Accepts a reading as the correct time.</summary>
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

    /// <summary>Readings of both clocks at one moment.</summary>
    /// <param name="Wall">The wall clock.</param>
    /// <param name="Steady">The monotonic clock, as <see cref="TimeProvider.GetTimestamp"/> reads it.</param>
    internal readonly record struct Reading(DateTimeOffset Wall, long Steady);
}
