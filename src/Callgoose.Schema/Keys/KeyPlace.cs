namespace Callgoose.Schema;

/// <summary>A place in a payload whose value a filter may need.</summary>
/// <param name="name">The name of the member; empty for an element and for the root.</param>
/// <param name="index">The index of the element; null for a member and for the root.</param>
/// <param name="parent">The object or array around it; null for the root.</param>
/// <param name="isDescribed">True if the file describes it under <c>payload</c>.</param>
public sealed class KeyPlace(string name, int? index, KeyPlace? parent, bool isDescribed)
{
    private readonly List<KeyPlace> members = [];
    private readonly List<KeyPlace> elements = [];

    /// <summary>The JSON name of a member.</summary>
    public string Name { get; } = name;

    /// <summary>The index of an element.</summary>
    public int? Index { get; } = index;

    /// <summary>The object or array around it.</summary>
    public KeyPlace? Parent { get; } = parent;

    /// <summary>True if the file describes it.</summary>
    public bool IsDescribed { get; } = isDescribed;

    /// <summary>True if the value as a whole is needed.</summary>
    public bool HasValue { get; internal set; }

    /// <summary>The needed members, if the value is an object. At the root they are also those of the first element of an array.</summary>
    public IReadOnlyList<KeyPlace> Members => members;

    /// <summary>The needed elements, if the value is an array.</summary>
    public IReadOnlyList<KeyPlace> Elements => elements;

    /// <summary>The path, for people: <c>payload.alerts[0].status</c>.</summary>
    public string Path => Parent is null ? "payload" : Index is int at ? $"{Parent.Path}[{at}]" : $"{Parent.Path}.{Name}";

    /// <summary>Returns the member with a name, and creates it if it does not exist.</summary>
    internal KeyPlace Member(string memberName, bool described = false) =>
        Known(members, place => place.Name == memberName, () => new KeyPlace(memberName, null, this, described));

    /// <summary>Returns the element with an index, and creates it if it does not exist.</summary>
    internal KeyPlace Element(int elementIndex) =>
        Known(elements, place => place.Index == elementIndex, () => new KeyPlace(string.Empty, elementIndex, this, false));

    private static KeyPlace Known(List<KeyPlace> places, Predicate<KeyPlace> isIt, Func<KeyPlace> make)
    {
        KeyPlace? known = places.Find(isIt);
        if (known is null)
        {
            known = make();
            places.Add(known);
        }

        return known;
    }
}
