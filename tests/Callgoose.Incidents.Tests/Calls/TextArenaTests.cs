using System.Text;
using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

public class TextArenaTests
{
    private readonly TextArena arena = new();

    [Fact]
    public void Ranges_stay_while_the_buffer_grows()
    {
        var ranges = new List<TextRange>();
        for (int i = 0; i < 3000; i++)
        {
            ranges.Add(arena.Append(Encoding.UTF8.GetBytes($"text {i};")));
        }

        for (int i = 0; i < ranges.Count; i++)
        {
            Assert.Equal($"text {i};", Encoding.UTF8.GetString(arena[ranges[i]]));
        }

        Assert.Equal(ranges.Sum(static range => range.Length), arena.Length);
        Assert.Equal(arena.Length, arena.Written.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(TextArena.KeptBytes)]
    [InlineData(TextArena.KeptBytes + 1)]
    [InlineData(1024 * 1024)]
    public void A_text_of_any_size_is_kept_behind_another(int size)
    {
        byte[] large = [.. Enumerable.Range(0, size).Select(static i => (byte)(i % 251))];
        TextRange first = arena.Append("first"u8);

        TextRange range = arena.Append(large);
        TextRange last = arena.Append("last"u8);

        Assert.Equal("first"u8, arena[first]);
        Assert.Equal(large, arena[range]);
        Assert.Equal("last"u8, arena[last]);
    }

    [Fact]
    public void Of_the_room_that_was_reserved_only_what_is_committed_is_kept()
    {
        Span<byte> room = arena.Reserve(100);
        Assert.True(room.Length >= 100);
        room[..100].Fill((byte)'x');

        TextRange range = arena.Commit(3);
        TextRange next = arena.Append("yz"u8);

        Assert.Equal("xxx"u8, arena[range]);
        Assert.Equal("yz"u8, arena[next]);
        Assert.Equal("xxxyz"u8, arena.Written);
    }

    [Fact]
    public void More_than_there_is_room_for_cannot_be_committed() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Commit(arena.Reserve(10).Length + 1));

    [Fact]
    public void The_default_range_is_empty()
    {
        arena.Append("text"u8);

        Assert.True(default(TextRange).IsEmpty);
        Assert.True(arena[default].IsEmpty);
        Assert.False(new TextRange(0, 1).IsEmpty);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    [InlineData(1024 * 1024)]
    public void Reset_forgets_every_byte(int size)
    {
        arena.Append(new byte[size]);

        arena.Reset();

        Assert.Equal(0, arena.Length);
        Assert.True(arena.Written.IsEmpty);
        Assert.Equal(new TextRange(0, 3), arena.Append("new"u8));
        Assert.Equal("new"u8, arena.Written);
    }

    [Fact]
    public void Two_arenas_that_grew_past_what_is_kept_do_not_share_a_buffer()
    {
        arena.Append(new byte[100_000]);
        arena.Reset();
        var other = new TextArena();
        other.Append([.. Enumerable.Repeat((byte)1, 100_000)]);

        arena.Append([.. Enumerable.Repeat((byte)2, 100_000)]);

        Assert.False(other.Written.ContainsAnyExcept((byte)1));
        Assert.False(arena.Written.ContainsAnyExcept((byte)2));
    }

    [Theory]
    [InlineData(300, 1)]
    [InlineData(9000, 1)]
    [InlineData(TextArena.KeptBytes, 1)]
    [InlineData(60_000, 1)]
    [InlineData(4000, 20)]
    public void One_call_after_the_other_allocates_nothing(int size, int times)
    {
        byte[] text = new byte[size];

        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            for (int i = 0; i < times; i++)
            {
                arena.Append(text);
            }

            arena.Reset();
        }));
        Assert.Equal(0, arena.Length);
    }
}
