using System.Text;
using Callgoose.Benchmarks.ReadMatch;
using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.Ratios;

/// <summary>Nothing is measured before all contenders agree on the verdict.</summary>
internal static class Agreement
{
    /// <summary>Compares the verdicts on every body of a set.</summary>
    /// <exception cref="InvalidOperationException">Two verdicts differ, or no filter passes.</exception>
    public static void Require(BodySet set, IReadOnlyList<Contender> contenders)
    {
        for (int i = 0; i < set.Bodies.Length; i++)
        {
            Verdict? expected = contenders[0].Show(i);
            if (expected is null or { Triggers: false, Resolves: false })
            {
                throw new InvalidOperationException($"{set.Name}: no filter passes on {Encoding.UTF8.GetString(set.Bodies[i])}");
            }

            Require(i, set, contenders, expected);
        }
    }

    /// <summary>Compares the verdicts of the contenders in this process on odd and invalid bodies.</summary>
    /// <param name="body">A valid body.</param>
    public static void RequireOddBodies(byte[] body)
    {
        (byte[] Body, Verdict? Expected)[] cases =
        [
            ("""{"status":"St\u0061rted","\u0069d":"a\nb","title":"\ud83d\ude00"}"""u8.ToArray(), new Verdict(true, false, "a\nb", "😀")),
            ("""{"status":"started","id":"1"}"""u8.ToArray(), default(Verdict)),
            ([.. body, (byte)'x'], null),
            (body[..body.AsSpan().LastIndexOf((byte)'}')], null),
            ([.. "{\"status\":\""u8, 0xFF, .. "\"}"u8], null),
        ];
        var set = new BodySet("odd bodies", "", [.. cases.Select(static one => one.Body)]);
        Contender[] contenders = Contender.InProcess(set);
        for (int i = 0; i < cases.Length; i++)
        {
            Require(i, set, contenders, cases[i].Expected);
        }
    }

    private static void Require(int index, BodySet set, IEnumerable<Contender> contenders, Verdict? expected)
    {
        foreach (Contender contender in contenders)
        {
            Verdict? verdict = contender.Show(index);
            if (verdict != expected)
            {
                throw new InvalidOperationException(
                    $"{set.Name}, {contender.Name}: {verdict} instead of {expected} for {Encoding.UTF8.GetString(set.Bodies[index])}");
            }
        }
    }
}
