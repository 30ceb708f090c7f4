using System.Text;
using Callgoose.Tests.Shared;

namespace Callgoose.Server.Tests.Doors;

/// <summary>Almost valid bodies, changed in many places, at every door.</summary>
public class DoorPromisesTests
{
    private static readonly string[] Seeds =
    [
        """{"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"k","payload":{"summary":"s","source":"h","severity":"error","timestamp":"2026-07-17T08:42:58Z"},"links":[{"href":"x"}]}""",
        """{"routing_key":"a","payload":{"summary":"s"},"routing_key":"b"}""",
        """{ "message" : "m", "alias": "a", "tags":["x"], "details":{"a":"b"} }""",
        """[{"labels":{"alertname":"A","severity":"x"},"annotations":{},"startsAt":"2026-07-17T08:42:58Z","endsAt":"2026-07-17T08:42:58.123Z","generatorURL":""}]""",
        "a=1&b=%C3%BC&a=2&token=cg_x&from=y&c",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{\"b\":1}\r\n--x--\r\n",
        "{\"a\":1}\n[2]\r\n\n\"3\"",
        "v1,AAAA v1,BBBB",
    ];

    private static readonly string[] Pieces = ["\"", "\\", "{", "}", "[", "]", ",", ":", "null", "\\u0061", "\uFEFF", "\0", "\n", "routing_key", "\"routing_key\":1,", "alias", "é", "%", "&", "=", "  ", "1e9"];

    [Fact]
    public void No_body_breaks_a_promise()
    {
        var random = new Random(20261128);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] body = Changed(random, Seeds[random.Next(Seeds.Length)]);
            string door = DoorPromises.Names[random.Next(DoorPromises.Names.Count)];

            string? broken = DoorPromises.Broken(door, body);

            Assert.True(broken is null, $"{door}: {broken}: {Convert.ToHexString(body)}");
        }
    }

    [Fact]
    public void What_is_right_is_taken()
    {
        Assert.All(Seeds, static seed => Assert.All(DoorPromises.Names, door => Assert.Null(DoorPromises.Broken(door, Encoding.UTF8.GetBytes(seed)))));
    }

    private static byte[] Changed(Random random, string seed)
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(seed)];
        for (int changes = random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;

                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;

                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(6)));
                    break;

                default:
                    bytes.InsertRange(at, bytes[..random.Next(bytes.Count)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
