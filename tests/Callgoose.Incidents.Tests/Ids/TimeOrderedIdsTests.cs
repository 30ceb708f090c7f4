using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

/// <summary>Ids only grow, whatever the clock does (tests/README.md R12).</summary>
public class TimeOrderedIdsTests
{
    private const int CounterValues = 4096;

    private readonly SettableClock clock = new();

    [Fact]
    public void While_the_clock_stands_still_ids_grow_within_its_millisecond()
    {
        TimeOrderedId[] ids = Take(new TimeOrderedIds(clock), CounterValues);

        AssertAscending(ids);
        Assert.All(ids, id => Assert.Equal(clock.UnixMilliseconds, id.UnixMilliseconds));
    }

    [Fact]
    public void When_the_counter_of_a_millisecond_is_used_up_the_next_one_is_begun()
    {
        TimeOrderedId[] ids = Take(new TimeOrderedIds(clock), (3 * CounterValues) + 1);

        AssertAscending(ids);
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal(clock.UnixMilliseconds + (i / CounterValues), ids[i].UnixMilliseconds);
        }
    }

    [Fact]
    public void Every_id_is_a_version_7_uuid_also_when_the_counter_runs_over()
    {
        foreach (TimeOrderedId id in Take(new TimeOrderedIds(clock), 2 * CounterValues))
        {
            Assert.Equal(7UL, (id.High >> 12) & 0xF);
            Assert.Equal(2UL, id.Low >> 62);
        }
    }

    [Fact]
    public void When_the_clock_goes_back_an_hour_ids_go_on_growing_and_follow_it_again_once_it_has_caught_up()
    {
        var ids = new TimeOrderedIds(clock);
        List<TimeOrderedId> taken = [.. Take(ids, 10)];
        DateTimeOffset before = clock.Now;

        clock.Now = before.AddHours(-1);
        taken.AddRange(Take(ids, 10));
        Assert.Equal(before.ToUnixTimeMilliseconds(), taken[^1].UnixMilliseconds);

        clock.Now = before.AddMilliseconds(1);
        taken.Add(ids.Next());
        Assert.Equal(clock.UnixMilliseconds, taken[^1].UnixMilliseconds);
        AssertAscending(taken);
    }

    [Fact]
    public void When_the_clock_jumps_a_day_forward_and_back_ids_go_on_growing()
    {
        var ids = new TimeOrderedIds(clock);
        List<TimeOrderedId> taken = [.. Take(ids, 10)];
        clock.Now = clock.Now.AddDays(1);
        taken.AddRange(Take(ids, 10));
        Assert.Equal(clock.UnixMilliseconds, taken[^1].UnixMilliseconds);

        clock.Now = clock.Now.AddDays(-1);
        taken.AddRange(Take(ids, 10));

        AssertAscending(taken);
    }

    [Fact]
    public void A_clock_before_1970_does_not_stop_ids_from_growing()
    {
        clock.Now = new DateTimeOffset(1969, 12, 31, 23, 0, 0, TimeSpan.Zero);

        AssertAscending(Take(new TimeOrderedIds(clock), 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-3_600_000)]
    [InlineData(3_600_000)]
    public void A_start_goes_on_after_the_newest_id_wherever_the_clock_is(int clockMovedBy)
    {
        TimeOrderedId newest = Take(new TimeOrderedIds(clock), 5)[^1];
        clock.Now = clock.Now.AddMilliseconds(clockMovedBy);

        Assert.True(new TimeOrderedIds(clock, newest).Next() > newest);
    }

    [Fact]
    public void A_start_goes_on_after_a_newest_id_whose_counter_is_used_up()
    {
        TimeOrderedId newest = Take(new TimeOrderedIds(clock), CounterValues)[^1];

        TimeOrderedId next = new TimeOrderedIds(clock, newest).Next();

        Assert.Equal(newest.UnixMilliseconds + 1, next.UnixMilliseconds);
    }

    [Fact]
    public void Two_makers_at_the_same_moment_make_different_ids()
    {
        TimeOrderedId[] left = Take(new TimeOrderedIds(clock), 1000);
        TimeOrderedId[] right = Take(new TimeOrderedIds(clock), 1000);

        Assert.Empty(left.Intersect(right));
    }

    [Fact]
    public void Four_threads_get_ids_that_are_all_different_and_ascending_for_each()
    {
        const int Each = 100_000;
        var ids = new TimeOrderedIds(TimeProvider.System);
        var taken = new TimeOrderedId[4][];
        Thread[] threads = [.. Enumerable.Range(0, taken.Length).Select(i => new Thread(() => taken[i] = Take(ids, Each)))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.All(taken, static of => AssertAscending(of));

        // The millisecond and the counter alone tell them apart, without the random bits.
        Assert.Equal(taken.Length * Each, taken.SelectMany(static of => of).Select(static id => id.High).Distinct().Count());
    }

    [Fact]
    public void Making_an_id_allocates_nothing()
    {
        var ids = new TimeOrderedIds(clock);
        TimeOrderedId last = default;

        Assert.Equal(0, Allocations.OfSteadyState(() => last = ids.Next()));
        Assert.NotEqual(default, last);
    }

    private static TimeOrderedId[] Take(TimeOrderedIds ids, int count)
    {
        var taken = new TimeOrderedId[count];
        for (int i = 0; i < count; i++)
        {
            taken[i] = ids.Next();
        }

        return taken;
    }

    private static void AssertAscending(IReadOnlyList<TimeOrderedId> ids)
    {
        for (int i = 1; i < ids.Count; i++)
        {
            Assert.True(ids[i - 1] < ids[i]);
        }
    }
}
