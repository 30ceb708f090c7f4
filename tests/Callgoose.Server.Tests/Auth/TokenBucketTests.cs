using Callgoose.Auth;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

public class TokenBucketTests
{
    private static readonly RateLimit TenAMinute = new(10, TimeSpan.FromMinutes(1));

    [Fact]
    public void A_full_bucket_gives_all_of_it_at_once_and_then_as_it_fills()
    {
        var bucket = new TokenBucket();
        long now = TimeSpan.FromHours(1).Ticks;

        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(TimeSpan.Zero, bucket.Take(TenAMinute, now)));
        Assert.Equal(TimeSpan.FromSeconds(6), bucket.Take(TenAMinute, now));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Take(TenAMinute, now + TimeSpan.FromSeconds(5).Ticks));

        Assert.Equal(TimeSpan.Zero, bucket.Take(TenAMinute, now + TimeSpan.FromSeconds(6).Ticks));
        Assert.Equal(TimeSpan.FromSeconds(6), bucket.Take(TenAMinute, now + TimeSpan.FromSeconds(6).Ticks));
    }

    [Fact]
    public void A_bucket_never_holds_more_than_its_size()
    {
        var bucket = new TokenBucket();
        bucket.Take(TenAMinute, 0);
        long later = TimeSpan.FromDays(1).Ticks;

        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => bucket.Take(TenAMinute, later) == TimeSpan.Zero));
    }

    [Fact]
    public void A_rate_that_changes_holds_from_the_next_call()
    {
        var bucket = new TokenBucket();
        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => bucket.Take(TenAMinute, 0) == TimeSpan.Zero));

        Assert.Equal(TimeSpan.Zero, bucket.Take(new RateLimit(1, TimeSpan.FromHours(1)) with { Count = 100 }, 0));
        Assert.NotEqual(TimeSpan.Zero, bucket.Take(new RateLimit(5, TimeSpan.FromSeconds(1)), 0));
    }

    [Fact]
    public async Task Many_threads_take_no_more_than_there_is()
    {
        var bucket = new TokenBucket();
        var rate = new RateLimit(1000, TimeSpan.FromDays(1));

        int[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 1000).Count(_ => bucket.Take(rate, 0) == TimeSpan.Zero))));

        Assert.Equal(1000, taken.Sum());
    }
}
