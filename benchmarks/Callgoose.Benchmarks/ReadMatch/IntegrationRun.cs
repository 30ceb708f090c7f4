using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Interpretation;
using Callgoose.Payloads;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>The product: the reader and the filters of <c>BetterStack.integration.json</c>, with the layouts that it has learned.</summary>
internal sealed class IntegrationRun : IMatchRun
{
    private const string Name = "BetterStack";

    private readonly Integration integration;
    private readonly ScratchBuffer scratch = new();

    private IntegrationRun(Integration integration)
    {
        this.integration = integration;
    }

    /// <summary>Compiled with the executable.</summary>
    public static IntegrationRun Generated() => new(BuiltInIntegrations.All.First(static i => i.Name == Name));

    /// <summary>As if the file had been loaded at run time.</summary>
    public static IntegrationRun Interpreted() => new(new InterpretedIntegration(SchemaSet.BuiltIn.Schemas.First(static schema => schema.Name == Name)));

    /// <inheritdoc/>
    public int Run(byte[] body)
    {
        scratch.Reset();
        FilterMatch match = default;
        integration.Match(body, scratch, ref match);
        return IMatchRun.Size(match);
    }

    /// <inheritdoc/>
    public Verdict? Show(byte[] body)
    {
        scratch.Reset();
        FilterMatch match = default;
        return integration.Match(body, scratch, ref match).IsNone ? Verdict.Of(match) : null;
    }
}
