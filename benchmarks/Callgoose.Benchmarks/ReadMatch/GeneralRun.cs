using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Payloads;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>The product without layouts: the cost of a body unlike any before it.</summary>
internal sealed class GeneralRun : IMatchRun
{
    private readonly ScratchBuffer scratch = new();

    /// <inheritdoc/>
    public int Run(byte[] body)
    {
        FilterMatch match = default;
        Match(body, ref match);
        return IMatchRun.Size(match);
    }

    /// <inheritdoc/>
    public Verdict? Show(byte[] body)
    {
        FilterMatch match = default;
        return Match(body, ref match) ? Verdict.Of(match) : null;
    }

    private bool Match(byte[] body, ref FilterMatch match)
    {
        scratch.Reset();
        BetterStackPayload payload = default;
        if (!BetterStackPayloadReader.Read(body, scratch, ref payload).IsNone)
        {
            return false;
        }

        BetterStackFilters.Match(payload, body, scratch, ref match);
        return true;
    }
}
