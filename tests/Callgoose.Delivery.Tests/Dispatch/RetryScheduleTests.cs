using Callgoose.Delivery.Dispatch;

namespace Callgoose.Delivery.Tests.Dispatch;

/// <summary>When a delivery is tried again (Delivery/README.md).</summary>
public class RetryScheduleTests
{
    [Fact]
    public void The_waits_are_those_that_are_promised_with_up_to_a_fifth_more()
    {
        int[] seconds = [5, 30, 120, 300, 900, 3600, 10800, 21600, 43200];

        for (int tries = 1; tries <= seconds.Length; tries++)
        {
            TimeSpan wait = RetrySchedule.After(tries, null)!.Value;
            Assert.InRange(wait.TotalSeconds, seconds[tries - 1], seconds[tries - 1] * 1.2);
        }

        Assert.Null(RetrySchedule.After(seconds.Length + 1, null));
    }

    [Fact]
    public void What_the_receiver_asks_for_is_obeyed_within_reason()
    {
        Assert.Equal(TimeSpan.FromMinutes(7), RetrySchedule.After(1, TimeSpan.FromMinutes(7)));
        Assert.Equal(TimeSpan.FromHours(12), RetrySchedule.After(1, TimeSpan.FromDays(300)));
        Assert.InRange(RetrySchedule.After(2, TimeSpan.FromSeconds(1))!.Value.TotalSeconds, 30, 36);
    }
}
