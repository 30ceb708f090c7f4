using Callgoose.Incidents;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Finds the schema file behind an integration, compiled or interpreted: for people, who want reasons, names and texts.</summary>
internal static class IntegrationSchemas
{
    /// <summary>What the schema file says. Those that are compiled in are read at the first call.</summary>
    public static IntegrationSchema Of(Integration integration) => integration is InterpretedIntegration interpreted
        ? interpreted.Schema
        : BuiltInSchemas.All.First(source => source.Result.Schema!.Name == integration.Name).Result.Schema!;
}
