using System.Buffers;
using System.Text;
using System.Text.Json;
using Callgoose.Destinations;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Tests.Kinds;

/// <summary>A compiled file and an interpreted one give the same bytes.</summary>
public class AgreementTests
{
    private static readonly string[] Texts =
        ["", "", "triggered", "resolved", "acknowledged", "updated", "delivery_failed", "high", "low", "P1", "P4", "true", "42", "-7", "007", "a\nb", "<&>\"\\", "äöü€😀", new string('x', 300), "*_`[]"];

    public static TheoryData<string> Names => [.. DestinationKinds.BuiltIn.Select(static kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiled_and_interpreted_files_write_the_same(string name)
    {
        DestinationKind compiled = DestinationKinds.Find(name)!;
        Assert.IsNotType<InterpretedKind>(compiled);
        var interpreted = new InterpretedKind(compiled.Schema);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int run = 0; run < 2000; run++)
        {
            var values = new RandomValues(random, compiled.Schema.Settings.Count);
            Assert.True(Written(compiled, values) == Written(interpreted, values), $"seed {seed}, run {run}: {Written(compiled, values)} and {Written(interpreted, values)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Writing_a_body_allocates_nothing(string name)
    {
        DestinationKind kind = DestinationKinds.Find(name)!;
        var values = new SampleValues(kind.Schema.Samples[0]);
        var buffer = new TextBuffer();
        var bytes = new ArrayBufferWriter<byte>(1 << 16);
        using var writer = new Utf8JsonWriter(bytes, DestinationParser.WriterOptions);
        Write();
        Write();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Write();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write()
        {
            bytes.ResetWrittenCount();
            writer.Reset();
            kind.WriteBody(writer, buffer, values);
            writer.Flush();
            kind.WriteUrl(buffer, values);
            buffer.Truncate(0);
        }
    }

    private static string Written(DestinationKind kind, IDestinationValues values)
    {
        var buffer = new TextBuffer();
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, DestinationParser.WriterOptions))
        {
            kind.WriteBody(writer, buffer, values);
        }

        kind.WriteUrl(buffer, values);
        buffer.Append("\n"u8);
        for (int i = 0; i < kind.Schema.Headers.Count; i++)
        {
            kind.WriteHeader(i, buffer, values);
            buffer.Append("\n"u8);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n" + Encoding.UTF8.GetString(buffer.From(0));
    }

    private sealed class RandomValues(Random random, int settings) : IDestinationValues
    {
        private readonly byte[][] fields = [.. Enum.GetValues<EventField>().Select(_ => Next(random))];
        private readonly byte[][] given = [.. Enumerable.Range(0, settings).Select(_ => Next(random))];

        public ReadOnlySpan<byte> Field(EventField field) => fields[(int)field];

        public ReadOnlySpan<byte> Setting(int index) => given[index];

        private static byte[] Next(Random random) => Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]);
    }
}
