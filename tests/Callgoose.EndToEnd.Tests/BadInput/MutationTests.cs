using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>The guide's payload with random mistakes: the server accepts exactly what a reference reader accepts.</summary>
public class MutationTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Rounds = 2000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Pieces of JSON, so that many mutants stay legal.</summary>
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\", " ", "\n", "0", "-1.5e3", "true", "null", "\"x\"", "\"x\":1,", "\\u0041", "\\ud83d\\udc1d", "\\ud83d", "é", "🐝", "\0",
        "/", "'",
    ];

    [Fact]
    public async Task A_mutant_is_refused_exactly_if_it_is_not_JSON()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.GuideTrigger);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] mutant = Mutant(payload, random);
            bool legal = IsJson(mutant);
            refused += legal ? 0 : 1;

            Reply reply = await server.Http.PostAsync(mutant);

            Assert.True(
                legal ? (int)reply.Status is >= 200 and <= 202 : (int)reply.Status == 400,
                $"seed {seed}, round {round}: {(int)reply.Status} for {Convert.ToBase64String(mutant)}: {reply.Text}");
        }

        // Both verdicts must be frequent enough, or the test proves little.
        Assert.InRange(refused, Rounds / 10, Rounds * 9 / 10);
    }

    private static byte[] Mutant(byte[] payload, Random random)
    {
        List<byte> bytes = [.. payload];
        for (int faults = random.Next(1, 3); faults > 0; faults--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= 0x20;
                    break;
                case 2:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 12), bytes.Count - place));
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 40), bytes.Count - place)));
                    break;
                default:
                    bytes.InsertRange(place, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The reference: UTF-8, one value of at most 64 levels, nothing after it, and no unpaired surrogate.</summary>
    private static bool IsJson(byte[] body)
    {
        try
        {
            Strict.GetCharCount(body);
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return false;
        }
    }
}
