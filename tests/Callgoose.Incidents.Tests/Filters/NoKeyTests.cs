using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Incidents.Tests.Filters;

/// <summary>Which values are not incident keys, and how keys are joined and chosen (Catalog/README.md 4).</summary>
public class NoKeyTests
{
    private static readonly NoKey Plain = new(string.Empty);
    private static readonly NoKey Templated = new("$*%N", "0", "-");

    [Theory]
    [InlineData("", KeyFault.Missing)]
    [InlineData(" \t", KeyFault.Missing)]
    [InlineData("null", KeyFault.NotAKey)]
    [InlineData("NULL", KeyFault.NotAKey)]
    [InlineData("undefined", KeyFault.NotAKey)]
    [InlineData("N/A", KeyFault.NotAKey)]
    [InlineData("{{ id }}", KeyFault.Unexpanded)]
    [InlineData("{{a}}/{{b}}", KeyFault.Unexpanded)]
    [InlineData("{% id %}", KeyFault.Unexpanded)]
    [InlineData("${id}", KeyFault.Unexpanded)]
    [InlineData("#{id}", KeyFault.Unexpanded)]
    [InlineData("0", KeyFault.None)]
    [InlineData("*monitorID*", KeyFault.None)]
    [InlineData("$ALERT_ID", KeyFault.None)]
    [InlineData("nullable", KeyFault.None)]
    [InlineData("host {{ id }}", KeyFault.None)]
    [InlineData("{}:{alertname=\"x\"}", KeyFault.None)]
    [InlineData("{", KeyFault.None)]
    [InlineData("$", KeyFault.None)]
    public void What_stands_for_nothing_is_no_key(string value, KeyFault fault) => Assert.Equal(fault, Plain.FaultOf(Utf8(value), default));

    [Theory]
    [InlineData("0", KeyFault.NotAKey)]
    [InlineData("-", KeyFault.NotAKey)]
    [InlineData("*monitorID*", KeyFault.Unexpanded)]
    [InlineData("%deviceid%", KeyFault.Unexpanded)]
    [InlineData("$HOST.NAME$", KeyFault.Unexpanded)]
    [InlineData("$ALERT_ID", KeyFault.Unexpanded)]
    [InlineData("as in the template", KeyFault.Unexpanded)]
    [InlineData("* *", KeyFault.None)]
    [InlineData("%20%", KeyFault.None)]
    [InlineData("$5", KeyFault.None)]
    [InlineData("00", KeyFault.None)]
    public void A_file_says_what_else_is_none(string value, KeyFault fault) => Assert.Equal(fault, Templated.FaultOf(Utf8(value), "as in the template"u8));

    [Fact]
    public void Joined_keys_are_alike_only_if_their_parts_are()
    {
        string[][] parts = [["a", "b|c"], ["a|b", "c"], ["a\\", "b|c"], ["a", "\\b|c"], ["a|b|c", "x"], ["a", "b"]];

        Assert.Distinct(parts.Select(static part => Join(part)));
        Assert.Equal("a|b", Join("a", "b"));
        Assert.Equal(string.Empty, Join("a", "null"));
    }

    [Fact]
    public void The_first_option_that_is_a_key_decides_and_else_the_worst_fault_is_said()
    {
        var reader = new KeyReader(Plain, new ScratchBuffer());
        reader.Part(default, default);
        reader.End();
        reader.Part("{{ id }}"u8, default);
        reader.End();
        Assert.Equal(KeyFault.Unexpanded, reader.Fault);
        reader.Part("7"u8, default);
        reader.End();
        reader.Part("8"u8, default);
        reader.End();

        Assert.Equal("7", Encoding.UTF8.GetString(reader.Key));
        Assert.Equal(KeyFault.None, reader.Fault);
    }

    [Fact]
    public void The_most_urgent_value_decides()
    {
        var map = new UrgencyMap(Urgency.P4, ("critical", Urgency.High), ("info", Urgency.Low));
        Urgency? found = null;
        foreach (string value in (string[])["info", "", "Critical", "other"])
        {
            found = map.MostUrgent(found, Utf8(value));
        }

        Assert.Equal(Urgency.High, found);
        Assert.Equal(Urgency.P4, map.Of("other"u8));
        Assert.Null(map.MostUrgent(null, default));
    }

    [Fact]
    public void A_member_of_a_long_identity_is_told_from_others()
    {
        string shared = new('x', 1000);
        var writer = new MemberWriter(new byte[4096], new ScratchBuffer());
        writer.Add(Utf8(shared + "1"), default);
        writer.Add(Utf8(shared + "2"), "two"u8);
        writer.Add(default, "nobody"u8);

        var list = new MemberList(writer.Written);
        Assert.True(list.TryRead(out ReadOnlySpan<byte> first, out _));
        Assert.True(list.TryRead(out ReadOnlySpan<byte> second, out ReadOnlySpan<byte> name));
        Assert.False(list.TryRead(out _, out _));
        Assert.False(first.SequenceEqual(second));
        Assert.Equal("two", Encoding.UTF8.GetString(name));
    }

    private static string Join(params string[] parts)
    {
        var reader = new KeyReader(Plain, new ScratchBuffer());
        foreach (string part in parts)
        {
            reader.Part(Utf8(part), default);
        }

        reader.End();
        return Encoding.UTF8.GetString(reader.Key);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
