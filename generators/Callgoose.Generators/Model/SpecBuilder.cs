using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>Turns what a schema file says into what is emitted for it.</summary>
internal static class SpecBuilder
{
    /// <summary>The first part of the names of all types that are emitted for a file.</summary>
    public static string TypeName(IntegrationSchema schema) => Identifiers.Pascal(schema.Name);

    /// <summary>Builds the spec.</summary>
    public static IntegrationSpec Build(IntegrationSchema schema)
    {
        var root = new MemberNode("payload", isDescribed: true);
        Describe(root, schema.Payload);
        var places = new SortedDictionary<string, List<List<MemberNode>>>(StringComparer.Ordinal);
        foreach (string key in KeysOf(schema).Where(key => !places.ContainsKey(key)).ToList())
        {
            places[key] = [];
            Place(root, key, [], places[key]);
        }

        string typeName = TypeName(schema);
        root.NameMembers(typeName + "Payload");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return new IntegrationSpec
        {
            TypeName = typeName,
            Schema = schema,
            Payload = root.ToObject(typeName + "Payload", "payload"),
            Keys = new EquatableArray<KeySpec>(places.Select(place => new KeySpec(
                place.Key,
                Identifiers.Unique(Identifiers.Pascal(place.Key), taken),
                new EquatableArray<string>(place.Value.Select(FieldOf))))),
        };
    }

    private static void Describe(MemberNode node, PayloadFields? fields)
    {
        foreach (PayloadField field in fields?.Fields ?? default)
        {
            MemberNode member = node.Member(field.Name, described: true);
            member.HasValue = field.Object is null;
            Describe(member, field.Object);
        }
    }

    private static IEnumerable<string> KeysOf(IntegrationSchema schema)
    {
        IEnumerable<string?> keys = schema.Filters.SelectMany(static filter => KeysOf(filter.Trigger).Concat(KeysOf(filter.Resolve)));
        return keys.Append(schema.OccurredAt.Trigger).Append(schema.OccurredAt.Resolve).OfType<string>().Distinct();
    }

    private static IEnumerable<string?> KeysOf(TriggerSchema? trigger) => trigger is null
        ? []
        : trigger.When.Select(static condition => condition.Key).Concat([trigger.MappedWith, trigger.Title, trigger.Description]);

    private static IEnumerable<string?> KeysOf(ResolveSchema? resolve) =>
        resolve is null ? [] : resolve.When.Select(static condition => condition.Key).Append(resolve.MappedWith);

    /// <summary>Finds or makes every member that a key can mean: the exact name first, then what stands behind its first dot.</summary>
    private static void Place(MemberNode node, string key, List<MemberNode> path, List<List<MemberNode>> places)
    {
        MemberNode exact = node.Member(key, described: false);
        exact.HasValue = true;
        places.Add([.. path, exact]);
        int dot = key.IndexOf('.');
        if (dot > 0 && dot < key.Length - 1)
        {
            MemberNode parent = node.Member(key.Substring(0, dot), described: false);
            Place(parent, key.Substring(dot + 1), [.. path, parent], places);
        }
    }

    private static string FieldOf(List<MemberNode> path)
    {
        MemberNode last = path[path.Count - 1];
        string field = string.Join(".", path.Select(static node => node.Identifier));
        return last.Members.Count == 0 ? field : field + MemberSpec.ValueSuffix;
    }
}
