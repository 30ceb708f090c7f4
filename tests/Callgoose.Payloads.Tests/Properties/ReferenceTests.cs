using System.Globalization;
using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>
/// The reader accepts what System.Text.Json accepts, except for UTF-8 and surrogates, and reads the same values (tests/README.md R7).
/// </summary>
/// <remarks>
/// The environment variable <c>CALLGOOSE_PROPERTY_COUNT</c> sets how many bodies are tried (200,000 unless set), and <c>CALLGOOSE_PROPERTY_SEED</c>
/// the first seed. Every body has its own seed, which a failure names: with that seed and a count of 1, only that body is tried.
/// </remarks>
public class ReferenceTests
{
    private readonly ScratchBuffer scratch = new();
    private readonly Dump dump = new();
    private readonly Dump reference = new();
    private readonly LayoutReading byLayout = new("id", "status", "title", "monitor", "", "a");

    [Fact]
    public void Random_and_mutated_bodies_get_the_verdict_and_the_values_of_the_reference()
    {
        int count = Setting("CALLGOOSE_PROPERTY_COUNT", 200_000);
        int first = Setting("CALLGOOSE_PROPERTY_SEED", 20_251_110);
        int accepted = 0;
        for (int seed = first; seed != first + count; seed++)
        {
            byte[] body = BodyOf(seed);
            try
            {
                accepted += Compare(body) ? 1 : 0;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {Convert.ToHexString(body)}\n{Encoding.UTF8.GetString(body)}\n{e}");
            }
        }

        // A run that meets only one of the two verdicts would prove nothing.
        Assert.True(count < 1000 || (accepted > count / 5 && accepted < count * 4 / 5), $"{accepted} of {count} accepted");
    }

    [Fact]
    public void Random_and_mutated_bodies_are_read_by_the_layout_that_each_of_them_has()
    {
        int count = Setting("CALLGOOSE_PROPERTY_COUNT", 200_000) / 10;
        int first = Setting("CALLGOOSE_PROPERTY_SEED", 20_251_110);
        int readByLayout = 0;
        for (int seed = first; seed != first + count; seed++)
        {
            byte[] body = BodyOf(seed);
            try
            {
                readByLayout += ReadByItsLayout(body, new Random(seed)) ? 1 : 0;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {Convert.ToHexString(body)}\n{Encoding.UTF8.GetString(body)}\n{e}");
            }
        }

        Assert.True(count < 1000 || readByLayout > count / 20, $"{readByLayout} of {count} by their layout");
    }

    /// <summary>One in four is unchanged, the others are broken.</summary>
    private static byte[] BodyOf(int seed)
    {
        var random = new Random(seed);
        byte[] body = new RandomJson(random).Next();
        return random.Next(4) == 0 ? body : Mutations.Apply(body, random);
    }

    private bool Compare(byte[] body)
    {
        scratch.Reset();
        dump.Clear();
        PayloadError skipped = PayloadReader.Check(body, scratch);
        PayloadError read = PayloadDump.Read(body, scratch, dump);
        Assert.Equal(skipped, read);
        Assert.Equal(ReferenceJson.Accepts(body), read.IsNone);
        if (read.IsNone)
        {
            reference.Clear();
            ReferenceDump.Read(body, reference);
            if (!reference.Written.SequenceEqual(dump.Written))
            {
                Assert.Equal(reference.ToString(), dump.ToString());
            }

            return true;
        }

        PayloadErrorReport report = PayloadErrorReport.Create(read, body);
        Assert.InRange(report.Offset, 0, body.Length);
        Assert.Equal(body.AsSpan(0, report.Offset).Count((byte)'\n') + 1, report.Line);
        Assert.InRange(report.Column, 1, report.Offset + 1);
        return false;
    }

    /// <summary>Reads a body twice, then similar ones, with a cache that has seen only that body and with one that has seen many.</summary>
    private bool ReadByItsLayout(byte[] body, Random random)
    {
        var fresh = new LayoutReading("id", "status", "title", "monitor", "", "a");
        byLayout.Read(body);
        fresh.Read(body);
        fresh.Read(body);
        bool isRead = fresh.ByLayout;
        for (int i = 0; i < 4; i++)
        {
            byte[] mutated = Mutations.Apply(body, random);
            fresh.Read(mutated);
            byLayout.Read(mutated);
        }

        return isRead;
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
