using System.Buffers;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Generators.Tests;

/// <summary>The compiled file of the integration guide behaves as the guide says.</summary>
public class GuideTests
{
    private static readonly Integration Guide = CompiledFile.Of(Fixture.BetterStack).Integration;

    private static readonly Matched Triggered = new()
    {
        Trigger = "incident",
        Urgency = Urgency.High,
        Key = "INC-98765",
        Title = "Server Down: api.example.com",
        Description = "Monitor check failed. Status code 500.",
        TriggeredAt = "2025-11-10T09:12:00Z",
    };

    [Fact]
    public void It_describes_itself()
    {
        Assert.Equal("BetterStack", Guide.Name);
        Assert.Equal(["better-stack", "betteruptime"], Guide.Aliases);
        Assert.StartsWith("Better Stack (Uptime)", Guide.Description, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"source\": \"betterstack\",", Guide.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_trigger_payload_opens_an_incident() =>
        Assert.Equal(Triggered, Matched.By(Fixture.BetterStack, Guide.TriggerSamples[0]));

    [Fact]
    public void Its_resolve_payload_resolves_it() => Assert.Equal(
        new Matched { Resolve = "incident", ResolveKey = "INC-98765", ResolvedAt = "2025-11-10T09:20:00Z" },
        Matched.By(Fixture.BetterStack, Guide.ResolveSamples[0]));

    [Theory]
    [InlineData("""{"status":"started","id":"INC-98765"}""")]
    [InlineData("""{"status":"STARTED","id":"INC-98765"}""")]
    [InlineData("""{"status":"Start","id":"INC-98765"}""")]
    [InlineData("""{"Status":"Started","id":"INC-98765"}""")]
    [InlineData("""{"status":null,"id":"INC-98765"}""")]
    [InlineData("""{"monitor":{"status":"Started"}}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"Started\"")]
    public void Other_payloads_do_nothing(string body) => Assert.Equal(new Matched(), Matched.By(Fixture.BetterStack, body));

    [Fact]
    public void The_status_may_stand_within_a_longer_text() =>
        Assert.Equal("incident", Matched.By(Fixture.BetterStack, """{"status":"Incident Started now"}""").Trigger);

    [Fact]
    public void Escapes_in_keys_and_values_mean_the_same()
    {
        string escaped = Guide.TriggerSamples[0]
            .Replace("\"status\":\"Started\"", "\"st\\u0061tus\":\"\\u0053tart\\u0065d\"", StringComparison.Ordinal)
            .Replace("INC-98765", "INC\\u002d98765", StringComparison.Ordinal)
            .Replace("\"title\":\"Server", "\"\\u0074itl\\u0065\":\"\\u0053erver", StringComparison.Ordinal);

        Assert.Equal(Triggered, Matched.By(Fixture.BetterStack, escaped));
    }

    [Fact]
    public void A_body_that_is_not_JSON_matches_nothing() =>
        Assert.Equal(new Matched(), Matched.ByText(Fixture.BetterStack, "status=Started&id=INC-98765"));

    [Fact]
    public void What_is_read_is_written_as_it_was()
    {
        foreach (string sample in (string[])[Guide.TriggerSamples[0], Guide.ResolveSamples[0]])
        {
            Assert.Equal(sample, Copy(Encoding.UTF8.GetBytes(sample)));
            Assert.Equal(sample, Copy(Encoding.UTF8.GetBytes("[" + sample.Replace(",\"", " ,\n \"", StringComparison.Ordinal) + ",{\"id\":1}]")));
        }
    }

    [Fact]
    public void A_body_in_pieces_reads_as_if_it_were_whole()
    {
        string sample = Guide.TriggerSamples[0].Replace("Down", "D\\u006fwn 😀", StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(sample);
        for (int cut = 0; cut <= body.Length; cut++)
        {
            var first = new BodyPiece(body.AsMemory(0, cut).ToArray(), null);
            var last = new BodyPiece(body.AsMemory(cut).ToArray(), first);

            Assert.Equal(sample.Replace("\\u006f", "o", StringComparison.Ordinal).Replace("😀", "\\uD83D\\uDE00", StringComparison.Ordinal), CompiledFile.Of(Fixture.BetterStack).Copy(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)));
        }
    }

    [Fact]
    public void A_body_that_is_cut_off_or_malformed_gives_the_error_of_the_reader()
    {
        byte[] sample = Encoding.UTF8.GetBytes(Guide.TriggerSamples[0]);
        IEnumerable<byte[]> bodies = Enumerable.Range(0, sample.Length).Select(length => sample[..length])
            .Concat(Enumerable.Range(0, sample.Length).Select(at => (byte[])[.. sample[..at], (byte)'}', .. sample[at..]]))
            .Concat(Enumerable.Range(0, sample.Length).Select(at => (byte[])[.. sample[..at], 0xFF, .. sample[at..]]))
            .Concat(Enumerable.Range(0, sample.Length).Select(at => (byte[])[.. sample[..at], (byte)'\\', .. sample[at..]]))
            .Append([.. sample, (byte)' ', (byte)'x'])
            .Append(Encoding.UTF8.GetBytes($$"""{"monitor":{"x":{{new string('[', 70)}}"""));
        foreach (byte[] body in bodies)
        {
            PayloadError expected = PayloadReader.Check(body, new ScratchBuffer());
            FilterMatch match = default;

            Assert.Equal(expected, Guide.Match(body, new ScratchBuffer(), ref match));
            Assert.True(expected.IsNone || match.IsEmpty);
        }
    }

    private static string Copy(byte[] body) => CompiledFile.Of(Fixture.BetterStack).Copy(new ReadOnlySequence<byte>(body));
}
