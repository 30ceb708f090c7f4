using System.Text;
using Callgoose.Schema;
using Callgoose.Testing;

namespace Callgoose.Generators.Tests;

/// <summary>The fast reader finds the same values as the plain reader in System.Text.Json.</summary>
public class PlainReaderTests
{
    public static TheoryData<string> Files => [Fixture.BetterStack, Fixture.Extended, Fixture.Odd, RandomFile(7), RandomFile(8), RandomFile(9)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_readers_find_the_same(string file)
    {
        var random = new Random(20251127);
        CompiledFile compiled = CompiledFile.Of(file);
        byte[][] samples = [.. SchemaParser.Parse(file).Schema!.Samples.All.Select(Encoding.UTF8.GetBytes)];
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] body = samples.Length == 0 || i % 2 == 0 ? RandomPayloads.Next(random) : RandomPayloads.Mutate(random, samples[i % samples.Length]);
            string found = compiled.FastlyRead(body);
            if (found != "refused" && !body.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            {
                Assert.Equal(compiled.PlainlyRead(body), found);
                read++;
            }
        }

        Assert.InRange(read, 1000, 3000);
    }

    private static string RandomFile(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            string file = RandomSchemas.Next(random, "Random");
            if (file.Contains("\"payload\"", StringComparison.Ordinal))
            {
                return file;
            }
        }
    }
}
