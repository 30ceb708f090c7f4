namespace Callgoose.Incidents;

/// <summary>Receives the results for the elements of one payload, one by one, in the order of the elements (<c>each</c>, Catalog/README.md 3).</summary>
public interface IElementSink
{
    /// <summary>Receives the result for an element.</summary>
    /// <param name="index">The index of the element in its list, from 0.</param>
    /// <param name="match">The filters that passed on it, possibly none. Its spans become invalid when this returns.</param>
    void Add(int index, in FilterMatch match);
}
