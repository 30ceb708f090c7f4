namespace Callgoose.Schema;

/// <summary>A place in a payload at which a value can stand that somebody asks for.</summary>
/// <param name="name">The name of the member; empty for an element and for the root.</param>
/// <param name="index">The index of the element; null for a member and for the root.</param>
/// <param name="parent">The object or array around it; null for the root.</param>
/// <param name="isDescribed">Whether the file describes it under <c>payload</c>.</param>
public sealed class KeyPlace(string name, int? index, KeyPlace? parent, bool isDescribed)
{
    private readonly List<KeyPlace> members = [];
    private readonly List<KeyPlace> elements = [];

    /// <summary>The JSON name of a member.</summary>
    public string Name { get; } = name;

    /// <summary>The index of an element.</summary>
    public int? Index { get; } = index;

    /// <summary>The place around it.</summary>
    public KeyPlace? Parent { get; } = parent;

    /// <summary>Whether the file describes it.</summary>
    public bool IsDescribed { get; } = isDescribed;

    /// <summary>Whether the value as a whole is asked for.</summary>
    public bool HasValue { get; internal set; }

    /// <summary>The members that are asked for, if an object stands here. At the root they are also those of the first element of an array.</summary>
    public IReadOnlyList<KeyPlace> Members => members;

    /// <summary>The elements that are asked for, if an array stands here.</summary>
    public IReadOnlyList<KeyPlace> Elements => elements;

    /// <summary>Where it is, for people: <c>payload.alerts[0].status</c>.</summary>
    public string Path => Parent is null ? "payload" : Index is int at ? $"{Parent.Path}[{at}]" : $"{Parent.Path}.{Name}";

    /// <summary>The member of a name, made if it is not there.</summary>
    internal KeyPlace Member(string memberName, bool described = false) =>
        Known(members, place => place.Name == memberName, () => new KeyPlace(memberName, null, this, described));

    /// <summary>The element of an index, made if it is not there.</summary>
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
