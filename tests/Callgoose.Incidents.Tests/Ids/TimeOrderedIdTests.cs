using System.Text;
using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

public class TimeOrderedIdTests
{
    [Fact]
    public void An_id_is_a_version_7_uuid_and_reads_back_from_its_text()
    {
        TimeOrderedId id = new TimeOrderedIds(TimeProvider.System).Next();

        string text = id.ToString();

        Assert.Equal('7', text[14]);
        Assert.Contains(text[19], "89ab");
        Assert.True(TimeOrderedId.TryParse(text, out TimeOrderedId back));
        Assert.Equal(id, back);
    }

    [Theory]
    [InlineData(0x0199_F8A1_2B3C_7DEFUL, 0x8123_4567_89AB_CDEFUL, "0199f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData(0UL, 0UL, "00000000-0000-0000-0000-000000000000")]
    [InlineData(ulong.MaxValue, ulong.MaxValue, "ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public void Text_and_bytes_hold_the_id_with_its_first_digit_first(ulong high, ulong low, string text)
    {
        var id = new TimeOrderedId(high, low);
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> ascii = stackalloc byte[TimeOrderedId.TextLength];

        id.WriteBytes(bytes);
        id.WriteText(ascii);

        Assert.Equal(text, id.ToString());
        Assert.Equal(text, Encoding.ASCII.GetString(ascii));
        Assert.Equal(text.Replace("-", "", StringComparison.Ordinal), Convert.ToHexStringLower(bytes));
        Assert.Equal(id, TimeOrderedId.FromBytes(bytes));
        Assert.True(TimeOrderedId.TryParse(text, out TimeOrderedId parsed));
        Assert.Equal(id, parsed);
    }

    [Fact]
    public void The_time_it_was_made_can_be_read_from_it()
    {
        var clock = new SettableClock();

        Assert.Equal(clock.UnixMilliseconds, new TimeOrderedIds(clock).Next().UnixMilliseconds);
        Assert.Equal(0xFFFF_FFFF_FFFFL, new TimeOrderedId(ulong.MaxValue, 0).UnixMilliseconds);
    }

    [Fact]
    public void Ids_sort_like_their_bytes_and_like_their_text()
    {
        ulong[] parts = [0, 1, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue];
        TimeOrderedId[] ids = [.. from high in parts from low in parts select new TimeOrderedId(high, low)];
        foreach (TimeOrderedId a in ids)
        {
            foreach (TimeOrderedId b in ids)
            {
                int order = Math.Sign(a.CompareTo(b));
                Assert.Equal(Math.Sign(BytesOf(a).AsSpan().SequenceCompareTo(BytesOf(b))), order);
                Assert.Equal(Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())), order);
                Assert.Equal(order < 0, a < b);
                Assert.Equal(order > 0, a > b);
                Assert.Equal(order <= 0, a <= b);
                Assert.Equal(order >= 0, a >= b);
                Assert.Equal(order == 0, a == b);
            }
        }
    }

    [Fact]
    public void Upper_case_is_read_too()
    {
        Assert.True(TimeOrderedId.TryParse("0199F8A1-2B3C-7DEF-8123-456789ABCDEF", out TimeOrderedId id));
        Assert.Equal("0199f8a1-2b3c-7def-8123-456789abcdef", id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcde")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcdef0")]
    [InlineData("0199f8a12b3c7def8123456789abcdef")]
    [InlineData("{0199f8a1-2b3c-7def-8123-456789abcdef}")]
    [InlineData("(0199f8a1-2b3c-7def-8123-456789abcdef)")]
    [InlineData("urn:uuid:0199f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcdeg")]
    [InlineData("0199f8a1_2b3c_7def_8123_456789abcdef")]
    [InlineData("0199f8a1-2b3c-7def-8123456789ab-cdef")]
    [InlineData("0199f8a-12b3c-7def-8123-456789abcdef")]
    [InlineData(" 0199f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcdef ")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcdef\n")]
    [InlineData(" 199f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData("0x99f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData("+199f8a1-2b3c-7def-8123-456789abcdef")]
    [InlineData("0199f8a1-+b3c-7def-8123-456789abcdef")]
    [InlineData("0199f8a1-2b3c-0xef-8123-456789abcdef")]
    [InlineData("0199f8a1-2b3c-7def-8123-+56789abcdef")]
    [InlineData("0199f8a1-2b3c-7def-8123-0x6789abcdef")]
    [InlineData("\u0660199f8a1-2b3c-7def-8123-456789abcde")]
    [InlineData("0199f8a1-2b3c-7def-8123-456789abcde\uFF11")]
    [InlineData("../../../../../../../../../../../../")]
    public void Any_other_text_is_refused(string? text)
    {
        Assert.False(TimeOrderedId.TryParse(text, out TimeOrderedId id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void Too_little_room_is_not_passed_over_in_silence()
    {
        var id = new TimeOrderedId(1, 2);

        Assert.ThrowsAny<ArgumentException>(() => id.WriteText(new byte[TimeOrderedId.TextLength - 1]));
        Assert.ThrowsAny<ArgumentException>(() => id.WriteBytes(new byte[TimeOrderedId.ByteLength - 1]));
        Assert.ThrowsAny<ArgumentException>(() => TimeOrderedId.FromBytes(new byte[TimeOrderedId.ByteLength - 1]));
    }

    [Fact]
    public void Writing_and_reading_bytes_allocates_nothing()
    {
        byte[] bytes = new byte[TimeOrderedId.ByteLength];
        byte[] text = new byte[TimeOrderedId.TextLength];
        var id = new TimeOrderedId(1, 2);
        TimeOrderedId back = default;

        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            id.WriteText(text);
            id.WriteBytes(bytes);
            back = TimeOrderedId.FromBytes(bytes);
        }));
        Assert.Equal(id, back);
    }

    private static byte[] BytesOf(TimeOrderedId id)
    {
        byte[] bytes = new byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        return bytes;
    }
}
