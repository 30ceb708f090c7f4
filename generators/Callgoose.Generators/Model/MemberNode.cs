using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A member while the tree of a payload is being built.</summary>
internal sealed class MemberNode(string name, bool isDescribed)
{
    private readonly List<MemberNode> members = [];

    public string Name { get; } = name;

    public string Identifier { get; private set; } = string.Empty;

    public bool IsDescribed { get; } = isDescribed;

    public bool HasValue { get; set; }

    public IReadOnlyList<MemberNode> Members => members;

    /// <summary>The member of a name, made if it is not there.</summary>
    public MemberNode Member(string memberName, bool described)
    {
        MemberNode? member = members.Find(known => known.Name == memberName);
        if (member is null)
        {
            member = new MemberNode(memberName, described);
            members.Add(member);
        }

        return member;
    }

    /// <summary>
    /// Gives every member its field's name, unlike all others of the same struct, unlike those of whole values and of
    /// nested structs, and unlike what C# reserves in a struct: its own name and what it inherits.
    /// </summary>
    /// <param name="typeName">The name of the struct.</param>
    public void NameMembers(string typeName)
    {
        var taken = new HashSet<string>(Identifiers.Inherited, StringComparer.Ordinal) { typeName };
        foreach (MemberNode member in members)
        {
            string name = Identifiers.Pascal(member.Name);
            member.Identifier = member.members.Count == 0
                ? Identifiers.Unique(name, taken)
                : Identifiers.Unique(name, taken, string.Empty, MemberSpec.ValueSuffix, ObjectSpec.TypeSuffix);
            member.NameMembers(member.Identifier + ObjectSpec.TypeSuffix);
        }
    }

    /// <summary>The finished object.</summary>
    public ObjectSpec ToObject(string typeName, string path) =>
        new(typeName, path, new EquatableArray<MemberSpec>(members.Select(member => member.ToMember(path))));

    private MemberSpec ToMember(string path) => new()
    {
        Name = Name,
        Identifier = Identifier,
        IsDescribed = IsDescribed,
        HasValue = HasValue,
        Object = members.Count == 0 ? null : ToObject(Identifier + ObjectSpec.TypeSuffix, path + "." + Name),
    };
}
