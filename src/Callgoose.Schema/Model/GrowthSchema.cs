namespace Callgoose.Schema;

/// <summary>The members of the group that a trigger reports (<c>grown_by</c>, Catalog/README.md 3).</summary>
/// <param name="Members">The elements that are members.</param>
/// <param name="Identity">The key, relative to an element, that distinguishes it from others; null for the whole element.</param>
/// <param name="Name">The key, relative to an element, of its name for people; null for the identity.</param>
public sealed record GrowthSchema(ElementsSchema Members, string? Identity, string? Name)
{
    /// <summary>All elements of the list, members or not, without their names.</summary>
    public GrowthSchema All => this with { Members = Members with { When = default }, Name = null };
}
