using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Payloads;
using Callgoose.Schemas;
using Callgoose.Schemas.Interpretation;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>The product's: the reader and the filters of <c>BetterStack.integration.json</c>.</summary>
internal sealed class IntegrationMatcher
{
    private const string Name = "BetterStack";

    private readonly Integration integration;
    private readonly ScratchBuffer scratch = new();

    private IntegrationMatcher(Integration integration)
    {
        this.integration = integration;
    }

    /// <summary>Compiled with the executable.</summary>
    public static IntegrationMatcher Compiled() => new(BuiltInIntegrations.All.First(static i => i.Name == Name));

    /// <summary>As if the file had been given at run time.</summary>
    public static IntegrationMatcher Interpreted() => new(new InterpretedIntegration(SchemaSet.BuiltIn.Schemas.First(static schema => schema.Name == Name)));

    /// <summary>Reads and matches.</summary>
    /// <returns>False if the body is refused.</returns>
    public bool TryMatch(byte[] body, ref FilterMatch match)
    {
        scratch.Reset();
        return integration.Match(body, scratch, ref match).IsNone;
    }
}
