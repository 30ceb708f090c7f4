using Callgoose.Incidents;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Finds the schema file of an integration, compiled or interpreted. People need it for reasons, names and texts.</summary>
internal static class IntegrationSchemas
{
    /// <summary>Returns the schema. Built-in files are read with the first call.</summary>
    public static IntegrationSchema Of(Integration integration) => integration is InterpretedIntegration interpreted
        ? interpreted.Schema
        : BuiltInSchemas.All.First(source => source.Result.Schema!.Name == integration.Name).Result.Schema!;
}
