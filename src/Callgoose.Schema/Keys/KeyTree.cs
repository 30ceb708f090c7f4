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
    /// For each key that the file names, ordered, the places at which its value can be: the first one at which
    /// something stands decides, even if that is null (Catalog/README.md 2).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyPlace>> Places => places;

    /// <summary>Finds all places of the payload of a file.</summary>
    public static KeyTree Of(IntegrationSchema schema)
    {
        var tree = new KeyTree();
        Describe(tree.Root, schema.Payload);
        tree.Fill(SchemaKeys.Of(schema, null), isElement: false);
        return tree;
    }

    /// <summary>Finds all places of the elements of a list. One that is not an object has none.</summary>
    public static KeyTree OfElements(IntegrationSchema schema, string list)
    {
        var tree = new KeyTree();
        tree.Fill(SchemaKeys.Of(schema, list), isElement: true);
        return tree;
    }

    private void Fill(IEnumerable<string> keys, bool isElement)
    {
        foreach (string key in keys)
        {
            var found = new List<KeyPlace>();
            PlaceInPayload(Root, key, isElement, found);
            places.Add(key, found);
        }
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

    /// <summary>As a name a whole key is looked for at the root even if it starts with an index.</summary>
    private static void PlaceInPayload(KeyPlace root, string key, bool isElement, List<KeyPlace> found)
    {
        Keep(root.Member(key), found);
        PlaceBehind(root, key, found, isObject: isElement);
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
    private static void PlaceBehind(KeyPlace place, string key, List<KeyPlace> found, bool isObject = false)
    {
        KeyStep step = KeyStep.First(key);
        if (step.Name.Length > 0 && step.Rest.Length > 0)
        {
            Place(place.Member(step.Name), step.Rest, found);
        }

        if (!isObject && step.Index is int index)
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
