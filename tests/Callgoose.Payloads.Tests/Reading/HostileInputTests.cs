using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Bodies made to be expensive (tests/README.md R8): the answer is right, and memory is bounded by the size of the body.</summary>
public class HostileInputTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("[")]
    [InlineData("""{"a":""")]
    public void Nesting_of_a_million_levels_is_refused_at_the_sixty_fifth(string open)
    {
        byte[] body = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, open, 1_000_000).ToString());
        var scratch = new ScratchBuffer();
        PayloadError error = default;

        long allocated = Allocations.OfOne(() => error = PayloadReader.Check(body, scratch));

        Assert.Equal(new PayloadError(PayloadErrorKind.TooDeep, 64 * open.Length), error);
        Assert.InRange(allocated, 0, Megabyte);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("😀")]
    [InlineData("""\n""")]
    [InlineData("""\ud83d\ude00""")]
    public void A_string_of_a_megabyte_is_read(string unit)
    {
        int count = Megabyte / Encoding.UTF8.GetByteCount(unit);
        byte[] body = Encoding.UTF8.GetBytes("\"" + new StringBuilder().Insert(0, unit, count) + "\"");
        int expected = count * (unit[0] == '\\' ? JsonUnit(unit) : Encoding.UTF8.GetByteCount(unit));
        var scratch = new ScratchBuffer();
        int length = 0;

        long allocated = Allocations.OfOne(() => length = TextLength(body, scratch));

        Assert.Equal(expected, length);
        Assert.InRange(allocated, 0, 2 * Megabyte);

        static int JsonUnit(string escape) => escape.Length == 2 ? 1 : 4;
    }

    [Fact]
    public void A_hundred_thousand_keys_are_read_one_by_one()
    {
        byte[] body = ObjectOf(100_000, static i => $"k{i}", static i => $"{i}");
        var scratch = new ScratchBuffer();
        (int count, string last) = ReadMembers(body, "k99999"u8, scratch);

        Assert.Equal(100_000, count);
        Assert.Equal("99999", last);
        Assert.InRange(Allocations.OfOne(() => PayloadReader.Check(body, scratch)), 0, 1024);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("""\u0069d""")]
    public void Of_ten_thousand_equal_keys_the_last_one_is_read_last(string key)
    {
        byte[] body = ObjectOf(10_000, _ => key, static i => $"\"v{i}\"");

        (int count, string last) = ReadMembers(body, "id"u8, new ScratchBuffer());

        Assert.Equal(10_000, count);
        Assert.Equal("v9999", last);
    }

    [Fact]
    public void Names_of_many_escapes_take_no_more_memory_than_the_body()
    {
        string longest = string.Concat(Enumerable.Repeat("""\u0061""", 4000));
        string tooLong = string.Concat(Enumerable.Repeat("""\u0061""", 100_000));
        byte[] body = ObjectOf(40, i => i == 20 ? tooLong : longest, static i => $"{i}");
        var scratch = new ScratchBuffer();
        PayloadError error = default;

        long allocated = Allocations.OfOne(() => error = PayloadReader.Check(body, scratch));
        scratch.Reset();

        Assert.True(error.IsNone);
        Assert.InRange(allocated, 0, 4 * body.Length);
    }

    [Fact]
    public void A_wide_array_of_empty_containers_is_read()
    {
        byte[] body = Encoding.UTF8.GetBytes("[" + new StringBuilder().Insert(0, "[],{},", 100_000) + "[]]");

        Expect.Accepted(body);
    }

    private static byte[] ObjectOf(int count, Func<int, string> name, Func<int, string> value)
    {
        var text = new StringBuilder("{");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(name(i)).Append("\":").Append(value(i));
        }

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    private static int TextLength(byte[] body, ScratchBuffer scratch)
    {
        var reader = new PayloadReader(body, scratch);
        return reader.ReadValue(out Utf8Value value) && reader.ReadEnd() ? value.GetText(scratch).Length : -1;
    }

    private static (int Count, string Last) ReadMembers(byte[] body, ReadOnlySpan<byte> wanted, ScratchBuffer scratch)
    {
        int count = 0;
        Utf8Value last = default;
        var reader = new PayloadReader(body, scratch);
        reader.PeekKind();
        reader.EnterObject();
        for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
        {
            bool isWanted = name.SequenceEqual(wanted);
            Assert.True(reader.ReadValue(out Utf8Value value));
            count++;
            if (isWanted)
            {
                last = value;
            }
        }

        Assert.True(reader.ReadEnd());
        return (count, Encoding.UTF8.GetString(last.GetText(scratch)));
    }
}
