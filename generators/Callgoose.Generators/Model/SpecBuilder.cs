using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>Creates the specification of the emitted code from a schema file.</summary>
internal sealed class SpecBuilder
{
    /// <summary>The field for the elements of a root array, for keys that start with an index.</summary>
    private const string RootElements = "Elements";

    /// <summary>The name of each place's field.</summary>
    private readonly Dictionary<KeyPlace, string> identifiers = [];

    private SpecBuilder()
    {
    }

    /// <summary>The prefix of the names of all types that are emitted for a file.</summary>
    public static string TypeName(IntegrationSchema schema) => Identifiers.Type(schema.Name);

    /// <summary>Builds the spec.</summary>
    public static IntegrationSpec Build(IntegrationSchema schema) => new SpecBuilder().BuildSpec(schema);

    private IntegrationSpec BuildSpec(IntegrationSchema schema)
    {
        var tree = KeyTree.Of(schema);
        string typeName = TypeName(schema);
        string payload = typeName + "Payload";
        string elements = RootElements + ObjectSpec.ArraySuffix;
        NameMembers(tree.Root.Members, payload, tree.Root.Elements.Count > 0 ? [IntegrationSpec.IsJson, RootElements, elements] : [IntegrationSpec.IsJson]);
        NameMembers(tree.Root.Elements, elements, []);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return new IntegrationSpec
        {
            TypeName = typeName,
            Schema = schema,
            Payload = ToObject(tree.Root.Members, payload, "payload"),
            RootElements = tree.Root.Elements.Count == 0 ? null : ToMember(tree.Root, RootElements, []),
            Keys = KeysOf(tree, "payload", taken),
            Elements = new EquatableArray<ElementSpec>(SchemaKeys.Lists(schema).Select((list, index) => ToElements(schema, list, index + 1, typeName, taken))),
        };
    }

    private EquatableArray<KeySpec> KeysOf(KeyTree tree, string owner, HashSet<string> taken) => new(tree.Places.Select(pair => new KeySpec(
        pair.Key, Identifiers.Unique(Identifiers.Pascal(pair.Key), taken), owner, new EquatableArray<string>(pair.Value.Select(FieldOf)))));

    private ElementSpec ToElements(IntegrationSchema schema, string list, int number, string typeName, HashSet<string> taken)
    {
        var tree = KeyTree.OfElements(schema, list);
        string element = $"{typeName}Element{number}";
        NameMembers(tree.Root.Members, element, []);
        string path = list == FilterSchema.Root ? "payload[]" : $"payload.{list}[]";
        return new ElementSpec(list, number, ToObject(tree.Root.Members, element, path), KeysOf(tree, ElementSpec.Owner, taken));
    }

    /// <summary>
    /// Assigns a field name to every member. It must differ from all others of the same struct, from those of whole values, of elements and
    /// of nested structs, and from the names that C# reserves in a struct: its own name and the inherited ones.
    /// </summary>
    private void NameMembers(IReadOnlyList<KeyPlace> members, string typeName, string[] reserved)
    {
        var taken = new HashSet<string>(Identifiers.Inherited.Concat(reserved), StringComparer.Ordinal) { typeName };
        foreach (KeyPlace member in members)
        {
            string name = member.Index is int index ? $"Item{index}" : Identifiers.Pascal(member.Name);
            bool isValueOnly = member.Members.Count == 0 && member.Elements.Count == 0;
            string identifier = isValueOnly
                ? Identifiers.Unique(name, taken)
                : Identifiers.Unique(
                    name, taken, string.Empty, MemberSpec.ValueSuffix, MemberSpec.ItemsSuffix, ObjectSpec.ObjectSuffix, ObjectSpec.ArraySuffix);
            identifiers.Add(member, identifier);
            NameMembers(member.Members, identifier + ObjectSpec.ObjectSuffix, []);
            NameMembers(member.Elements, identifier + ObjectSpec.ArraySuffix, []);
        }
    }

    private ObjectSpec ToObject(IReadOnlyList<KeyPlace> members, string typeName, string path) =>
        new(typeName, path, new EquatableArray<MemberSpec>(members.Select(member => ToMember(member, identifiers[member], member.Members))));

    private MemberSpec ToMember(KeyPlace place, string identifier, IReadOnlyList<KeyPlace> members) => new()
    {
        Name = place.Name,
        Index = place.Index,
        Path = place.Path,
        Identifier = identifier,
        IsDescribed = place.IsDescribed,
        HasValue = place.HasValue,
        Object = members.Count == 0 ? null : ToObject(members, identifier + ObjectSpec.ObjectSuffix, place.Path),
        Array = place.Elements.Count == 0 ? null : ToObject(place.Elements, identifier + ObjectSpec.ArraySuffix, place.Path),
    };

    /// <summary>The path of fields from the payload to a place's whole value.</summary>
    private string FieldOf(KeyPlace place)
    {
        string field = place.Members.Count + place.Elements.Count == 0 ? identifiers[place] : identifiers[place] + MemberSpec.ValueSuffix;
        for (KeyPlace child = place; child.Parent is KeyPlace parent; child = parent)
        {
            if (parent.Parent is not null)
            {
                field = Container(parent, child) + "." + field;
            }
            else if (child.Index is not null)
            {
                field = RootElements + "." + field;
            }
        }

        return field;
    }

    /// <summary>The field of the object or array around a place.</summary>
    private string Container(KeyPlace parent, KeyPlace child) =>
        child.Index is null || parent.Members.Count == 0 ? identifiers[parent] : identifiers[parent] + MemberSpec.ItemsSuffix;
}
