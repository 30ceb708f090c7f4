using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Interpretation;
using Callgoose.Schema;
using Callgoose.Testing;

namespace Callgoose.Fuzzing.Targets;

/// <summary>
/// Compiled and interpreted filters agree with the reference evaluator: for every built-in integration, and for some random schema files. The first
/// byte chooses the file.
/// </summary>
internal sealed class MatcherTarget
{
    private const int RandomFiles = 64;
    private const int Seed = 20251110;

    private readonly (IntegrationSchema Schema, Integration Compiled, Integration Interpreted)[] builtIn;
    private readonly (IntegrationSchema Schema, Integration Interpreted)[] random;

    public MatcherTarget()
    {
        Dictionary<string, Integration> compiled = BuiltInIntegrations.All.ToDictionary(static integration => integration.Name);
        builtIn = [.. SchemaSet.BuiltIn.Schemas.Select(schema => (schema, compiled[schema.Name], (Integration)new InterpretedIntegration(schema)))];
        var source = new Random(Seed);
        IEnumerable<IntegrationSchema> schemas = Enumerable.Range(0, RandomFiles).Select(i => SchemaParser.Parse(RandomSchemas.Next(source, $"Random{i}")).Schema!);
        random = [.. schemas.Select(static schema => (schema, (Integration)new InterpretedIntegration(schema)))];
    }

    public void Check(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        var agreement = new Agreement(input[1..].ToArray());
        foreach ((IntegrationSchema schema, Integration compiled, Integration interpreted) in builtIn)
        {
            agreement.Check(schema, compiled, interpreted);
        }

        (IntegrationSchema chosen, Integration filters) = random[input[0] % RandomFiles];
        agreement.Check(chosen, filters);
    }
}
