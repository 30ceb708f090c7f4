namespace Callgoose.Schema;

/// <summary>
/// Every place of a payload whose value a schema file needs. Generated and interpreted readers use it to read a payload once and store the
/// values at these places.
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
    /// For each key of the file, in order: the places at which its value can be. The first place with a value decides, even if that value
    /// is null (Catalog/README.md 2).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyPlace>> Places => places;

    /// <summary>Finds all places for the payload of a file.</summary>
    public static KeyTree Of(IntegrationSchema schema)
    {
        var tree = new KeyTree();
        Describe(tree.Root, schema.Payload);
        tree.Fill(SchemaKeys.Of(schema, null), isElement: false);
        return tree;
    }

    /// <summary>Finds all places for the elements of a list. An element that is not an object has none.</summary>
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

    /// <summary>Adds the places of a key in a payload. A whole key is looked up as a name at the root even if it starts with an index.</summary>
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

    /// <summary>Adds the places of the rest of a key. Its first step can be a name in an object, and an index in an array.</summary>
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
