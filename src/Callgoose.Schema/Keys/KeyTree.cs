namespace Callgoose.Schema;

/// <summary>
/// Every place of a payload at which a value can stand that a schema file asks for: the base of generated and of
/// interpreted readers, which go through a payload once and keep what stands at these places.
/// </summary>
public sealed class KeyTree
{
    private readonly SortedDictionary<string, IReadOnlyList<KeyPlace>> places = new(StringComparer.Ordinal);

    private KeyTree()
    {
    }

    /// <summary>The root of the payload.</summary>
    public KeyPlace Root { get; } = new(string.Empty, null, null, isDescribed: true);

    /// <summary>
    /// For each key that filters or <c>occurred_at</c> name, ordered, the places at which its value can be: the first one at which
    /// something stands decides, even if that is null (schema.md 2).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyPlace>> Places => places;

    /// <summary>Finds all places of a file.</summary>
    public static KeyTree Of(IntegrationSchema schema)
    {
        var tree = new KeyTree();
        Describe(tree.Root, schema.Payload);
        foreach (string key in KeysOf(schema).Distinct())
        {
            var found = new List<KeyPlace>();
            PlaceInPayload(tree.Root, key, found);
            tree.places.Add(key, found);
        }

        return tree;
    }

    private static void Describe(KeyPlace place, PayloadFields? fields)
    {
        foreach (PayloadField field in fields?.Fields ?? default)
        {
            KeyPlace member = place.Member(field.Name, described: true);
            member.HasValue = field.Object is null or { Fields.Count: 0 };
            Describe(member, field.Object);
        }
    }

    private static IEnumerable<string> KeysOf(IntegrationSchema schema)
    {
        IEnumerable<string?> keys = schema.Filters.SelectMany(static filter => KeysOf(filter.Trigger).Concat(KeysOf(filter.Resolve)));
        return keys.Append(schema.OccurredAt.Trigger).Append(schema.OccurredAt.Resolve).OfType<string>();
    }

    private static IEnumerable<string?> KeysOf(TriggerSchema? trigger) => trigger is null
        ? []
        : trigger.When.Select(static condition => condition.Key).Concat([trigger.MappedWith, trigger.Title, trigger.Description]);

    private static IEnumerable<string?> KeysOf(ResolveSchema? resolve) =>
        resolve is null ? [] : resolve.When.Select(static condition => condition.Key).Append(resolve.MappedWith);

    /// <summary>As a name a whole key is looked for at the root even if it starts with an index.</summary>
    private static void PlaceInPayload(KeyPlace root, string key, List<KeyPlace> found)
    {
        Keep(root.Member(key), found);
        PlaceBehind(root, key, found);
    }

    private static void Place(KeyPlace place, string key, List<KeyPlace> found)
    {
        if (key.Length == 0)
        {
            Keep(place, found);
            return;
        }

        if (key[0] != '[')
        {
            Keep(place.Member(key), found);
        }

        PlaceBehind(place, key, found);
    }

    /// <summary>The first step of a key can be a name, where there is an object, and an index, where there is an array.</summary>
    private static void PlaceBehind(KeyPlace place, string key, List<KeyPlace> found)
    {
        KeyStep step = KeyStep.First(key);
        if (step.Name.Length > 0 && step.Rest.Length > 0)
        {
            Place(place.Member(step.Name), step.Rest, found);
        }

        if (step.Index is int index)
        {
            Place(place.Element(index), step.Rest, found);
        }
    }

    private static void Keep(KeyPlace place, List<KeyPlace> found)
    {
        place.HasValue = true;
        found.Add(place);
    }
}
