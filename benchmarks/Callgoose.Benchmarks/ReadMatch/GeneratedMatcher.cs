using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Payloads;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>The product's: reader and filters compiled from <c>BetterStack.integration.json</c>.</summary>
internal sealed class GeneratedMatcher
{
    private readonly Integration integration = BuiltInIntegrations.All.First(static i => i.Name == "BetterStack");
    private readonly ScratchBuffer scratch = new();

    /// <summary>Reads and matches.</summary>
    /// <returns>False if the body is refused.</returns>
    public bool TryMatch(byte[] body, ref FilterMatch match)
    {
        scratch.Reset();
        return integration.Match(body, scratch, ref match).IsNone;
    }
}
