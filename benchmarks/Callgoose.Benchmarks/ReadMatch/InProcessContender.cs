using Callgoose.Benchmarks.Measuring;
using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>A contender in this process.</summary>
internal sealed class InProcessContender<T>(string name, T run, BodySet set) : Contender(name)
    where T : IMatchRun
{
    private readonly byte[][] bodies = set.Bodies;
    private readonly byte[][][] pieces = [.. set.Bodies.Select(body => set.PieceBytes == 0 ? [] : body.Chunk(set.PieceBytes).ToArray())];
    private readonly byte[][] joined = [.. set.Bodies.Select(static body => new byte[body.Length])];
    private int sum;

    /// <inheritdoc/>
    public override Verdict? Show(int index) => run.Show(Body(index));

    /// <inheritdoc/>
    public override double Time(int passes)
    {
        long start = ThreadClock.Nanoseconds;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                sum += run.Run(Body(i));
            }
        }

        return (ThreadClock.Nanoseconds - start) / ((double)passes * bodies.Length);
    }

    /// <summary>A body, joined first if it arrives in pieces: the server does the same, and it is fastest for every contender.</summary>
    private byte[] Body(int index)
    {
        if (pieces[index].Length == 0)
        {
            return bodies[index];
        }

        int length = 0;
        foreach (byte[] piece in pieces[index])
        {
            piece.CopyTo(joined[index], length);
            length += piece.Length;
        }

        return joined[index];
    }
}
