namespace Callgoose.Schema;

/// <summary>A list of a payload of which filters read only some elements.</summary>
/// <param name="List">The key of the list, or <see cref="FilterSchema.Root"/>.</param>
/// <param name="Count">The number of its elements.</param>
/// <param name="Looked">The indexes of the elements that filters read, from 0, in order.</param>
public sealed record UnreadElements(string List, int Count, EquatableArray<int> Looked)
{
    /// <summary>Finds such lists: a list that keys access by index, or a root array, unless filters read all of it.</summary>
    public static IEnumerable<UnreadElements> Of(IntegrationSchema schema, PayloadDocument payload)
    {
        var all = new HashSet<string>(SchemaKeys.Lists(schema), StringComparer.Ordinal);
        KeyPlace root = KeyTree.Of(schema).Root;

        // In a root array, keys without an index read the first element.
        IEnumerable<int> ofRoot = root.Elements.Select(static element => element.Index!.Value).Concat(root.Members.Count > 0 ? [0] : []);
        return Lists(root, string.Empty)
            .Select(static list => (list.Key, Looked: list.Place.Elements.Select(static element => element.Index!.Value)))
            .Prepend((Key: FilterSchema.Root, Looked: ofRoot))
            .Where(list => !all.Contains(list.Key))
            .Select(list => new UnreadElements(list.Key, payload.Elements(list.Key).Count(), new EquatableArray<int>(list.Looked.Distinct().OrderBy(static index => index))))
            .Where(static list => list.Count > list.Looked.Count(index => index < list.Count))
            .Select(static list => list with { Looked = new EquatableArray<int>(list.Looked.Where(index => index < list.Count)) });
    }

    private static IEnumerable<(string Key, KeyPlace Place)> Lists(KeyPlace place, string prefix) => place.Members.SelectMany(member =>
    {
        string key = prefix + member.Name;
        return Lists(member, key + ".").Concat(member.Elements.Count > 0 ? [(key, member)] : []);
    });
}
