namespace Callgoose.Incidents;

/// <summary>Takes the verdicts on the elements of one payload, one by one, in the order of the elements (<c>each</c>, Catalog/README.md 3).</summary>
public interface IElementSink
{
    /// <summary>Takes the verdict on an element.</summary>
    /// <param name="index">The place of the element in its list, from 0.</param>
    /// <param name="match">The filters that passed on it, possibly none. Its spans are dead when this comes back.</param>
    void Add(int index, in FilterMatch match);
}
