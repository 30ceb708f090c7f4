namespace Callgoose.Payloads.Tests;

public class ScratchBufferTests
{
    [Fact]
    public void Everything_handed_out_stays_as_it_was_filled_until_reset()
    {
        var scratch = new ScratchBuffer();
        int[] lengths = [0, 1, 4000, 95, 1, 4096, 8192, 3, 20_000, 1, 100_000, 7, 0, 1_000_000, 5];

        CheckNested(scratch, lengths, 0);
        scratch.Reset();
        CheckNested(scratch, lengths, 0);
    }

    [Fact]
    public void After_reset_the_same_room_is_handed_out_again()
    {
        var scratch = new ScratchBuffer();
        Span<byte> before = scratch.Take(100);
        scratch.Take(1_000_000);

        scratch.Reset();

        Assert.True(before == scratch.Take(100));
    }

    [Fact]
    public void Growing_and_resetting_again_and_again_allocates_nothing()
    {
        var scratch = new ScratchBuffer();

        long allocated = Allocations.OfSteadyState(() =>
        {
            scratch.Take(3000);
            scratch.Take(3000);
            scratch.Take(50_000);
            scratch.Take(10);
            scratch.Reset();
        });

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(24_000)]
    [InlineData(1024 * 1024)]
    public void Memory_stays_within_a_small_multiple_of_what_was_taken(int size)
    {
        const int Total = 1024 * 1024;
        var scratch = new ScratchBuffer();

        long allocated = Allocations.OfOne(() =>
        {
            for (int taken = 0; taken < Total; taken += size)
            {
                scratch.Take(size);
            }

            scratch.Take(1);
        });

        Assert.InRange(allocated, 0, 5 * Total);
        scratch.Reset();
    }

    /// <summary>Takes one span per level, fills it, goes deeper, and only then looks at it again.</summary>
    private static void CheckNested(ScratchBuffer scratch, ReadOnlySpan<int> lengths, int level)
    {
        if (level == lengths.Length)
        {
            return;
        }

        Span<byte> taken = scratch.Take(lengths[level]);
        Assert.Equal(lengths[level], taken.Length);
        taken.Fill((byte)(level + 1));

        CheckNested(scratch, lengths, level + 1);

        Assert.False(taken.ContainsAnyExcept((byte)(level + 1)));
    }
}
