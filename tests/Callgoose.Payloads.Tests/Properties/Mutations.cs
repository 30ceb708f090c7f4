namespace Callgoose.Payloads.Tests;

/// <summary>Changes bodies a little, so that they are almost valid.</summary>
internal static class Mutations
{
    /// <summary>Bytes with a meaning in JSON or UTF-8.</summary>
    private static readonly byte[] Telling =
        [.. "{}[],:\"\\ \n\t0123456789+-.eEtrufalsn/'x"u8, 0x00, 0x1F, 0x7F, 0x80, 0xBF, 0xC0, 0xC3, 0xED, 0xEF, 0xF4, 0xFF];

    public static byte[] Apply(byte[] body, Random random)
    {
        byte[] mutated = body;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            mutated = ApplyOne(mutated, random);
        }

        return mutated;
    }

    private static byte[] ApplyOne(byte[] body, Random random)
    {
        int at = random.Next(body.Length + 1);
        int end = Math.Min(body.Length, at + random.Next(1, 9));
        return random.Next(6) switch
        {
            0 when at < body.Length => [.. body[..at], (byte)(body[at] ^ (1 << random.Next(8))), .. body[(at + 1)..]],
            1 when at < body.Length => [.. body[..at], Byte(random), .. body[(at + 1)..]],
            2 => [.. body[..at], .. body[end..]],
            3 => body[..at],
            4 => [.. body[..end], .. body[at..end], .. body[end..]],
            _ => [.. body[..at], Byte(random), .. body[at..]],
        };
    }

    private static byte Byte(Random random) => random.Next(4) == 0 ? (byte)random.Next(256) : Telling[random.Next(Telling.Length)];
}
