using Callgoose.Incidents;

namespace Callgoose.Catalog;

/// <summary>The integrations of a service, found by the source that a call names (Catalog/README.md 6).</summary>
internal sealed class IntegrationCatalog
{
    private readonly Integration[] inOrder;
    private readonly Dictionary<string, Integration[]>.AlternateLookup<ReadOnlySpan<byte>> bySource;

    /// <summary>Indexes the integrations by name and alias.</summary>
    /// <param name="integrations">The integrations, in the order in which they are tried if the source names none of them.</param>
    public IntegrationCatalog(IReadOnlyList<Integration> integrations)
    {
        // Integrations for every source come after those that were listed by name.
        inOrder = [.. integrations.OrderBy(static i => i.Aliases.Contains("*") ? 1 : 0)];
        var names = new Dictionary<string, Integration[]>(AsciiNameComparer.Instance);
        foreach (Integration integration in integrations)
        {
            foreach (string name in integration.Aliases.Prepend(integration.Name).Where(static n => n != "*"))
            {
                names[name] = [integration];
            }
        }

        bySource = names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The integrations in order.</summary>
    public ReadOnlySpan<Integration> All => inOrder;

    /// <summary>The integrations whose filters apply to a call: the one that the source names, otherwise all in order.</summary>
    /// <param name="source">The query value <c>from</c> as UTF-8; may be empty.</param>
    public ReadOnlySpan<Integration> For(ReadOnlySpan<byte> source) =>
        bySource.TryGetValue(source, out Integration[]? named) ? named : inOrder;

    /// <summary>Tells whether one of the integrations has this name or alias.</summary>
    /// <param name="source">The query value <c>from</c> as UTF-8; may be empty.</param>
    public bool Has(ReadOnlySpan<byte> source) => bySource.ContainsKey(source);
}
