using Callgoose.Incidents;
using Callgoose.Ingest;

namespace Callgoose.Server.Tests.Ingest;

public class BodyMemoryTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Bodies_hold_what_their_buffers_have_grown_to_until_they_are_released()
    {
        var memory = new BodyMemory(4 * MiB);
        long one = 0;
        long other = 0;

        Assert.True(memory.TryHold((2 * MiB) + 1, ref one));
        Assert.False(memory.TryHold(MiB, ref other));
        Assert.False(memory.HasRoomFor(MiB));
        Assert.Equal(0, other);

        memory.Release(ref one);
        Assert.Equal(0, one);
        Assert.True(memory.HasRoomFor(4 * MiB));
        Assert.True(memory.TryHold(MiB, ref other));
    }

    [Fact]
    public void A_body_that_grows_holds_no_more_than_its_last_buffer()
    {
        var memory = new BodyMemory(MiB);
        long holding = 0;
        for (int length = 1; length <= MiB; length += 1000)
        {
            Assert.True(memory.TryHold(length, ref holding));
        }

        Assert.Equal(MiB, holding);
        Assert.False(memory.TryHold(MiB + 1, ref holding));
        Assert.Equal(MiB, holding);
    }

    [Fact]
    public void A_body_that_fits_the_buffer_of_every_call_holds_nothing()
    {
        var memory = new BodyMemory(0);
        long holding = 0;

        Assert.True(memory.HasRoomFor(TextArena.KeptBytes));
        Assert.True(memory.TryHold(TextArena.KeptBytes, ref holding));
        Assert.Equal(0, holding);
        Assert.False(memory.TryHold(TextArena.KeptBytes + 1, ref holding));
    }
}
