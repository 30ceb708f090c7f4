using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Fuzzing.Targets;

/// <summary>
/// An integration reads a body, the same body again, and one that is nearly the same, always as the reference does: it may know the layout by then.
/// The first byte chooses the integration, the next three say how the other body differs, the rest is the body.
/// </summary>
internal sealed class LayoutTarget
{
    private const int HeaderBytes = 4;

    private readonly IntegrationSchema[] schemas = [.. SchemaSet.BuiltIn.Schemas.OrderBy(static schema => schema.Name, StringComparer.Ordinal)];
    private readonly Dictionary<string, Type> compiled = BuiltInIntegrations.All.ToDictionary(static integration => integration.Name, static integration => integration.GetType());

    public void Check(ReadOnlySpan<byte> input)
    {
        if (input.Length <= HeaderBytes)
        {
            return;
        }

        byte[] body = input[HeaderBytes..].ToArray();
        var first = new Agreement(body);
        var other = new Agreement(Changed(body, (input[1] << 8) + input[2], input[3]));
        IntegrationSchema schema = schemas[input[0] % schemas.Length];

        // New integrations each time, so that the input alone reproduces a broken promise.
        Integration[] integrations = [(Integration)Activator.CreateInstance(compiled[schema.Name], nonPublic: true)!, new InterpretedIntegration(schema)];
        first.Check(schema, integrations);
        first.Check(schema, integrations);
        other.Check(schema, integrations);
        first.Check(schema, integrations);
    }

    private static byte[] Changed(byte[] body, int place, byte with)
    {
        place %= body.Length;
        return with switch
        {
            0 => [.. body[..place], .. body[(place + 1)..]],
            1 => [.. body[..place], body[place], .. body[place..]],
            _ => [.. body[..place], with, .. body[(place + 1)..]],
        };
    }
}
