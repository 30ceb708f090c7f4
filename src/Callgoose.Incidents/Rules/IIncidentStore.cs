namespace Callgoose.Incidents;

/// <summary>
/// The few operations that the rules need from a store. Called only by the writer, inside its transaction: what is
/// written becomes durable, or is undone, with that transaction.
/// </summary>
public interface IIncidentStore
{
    /// <summary>Finds the newest incident with a key. An active one is always the newest, because a trigger creates none beside it.</summary>
    bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident);

    /// <summary>Finds the newest incident without a key that came from the same body.</summary>
    bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident);

    /// <summary>Stores an incident in the state <see cref="IncidentState.Triggered"/>.</summary>
    /// <returns>Its sequence number.</returns>
    long Insert(in NewIncident incident);

    /// <summary>Counts one more occurrence of an incident.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="seenAt">When, in Unix milliseconds (UTC).</param>
    void RecordOccurrence(long sequence, long seenAt);

    /// <summary>Moves an incident to the state <see cref="IncidentState.Resolved"/>.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="resolvedAt">When, in Unix milliseconds (UTC).</param>
    void Resolve(long sequence, long resolvedAt);

    /// <summary>Adds a line to an incident's timeline. Lines have one sequence over all incidents, for a later reader to follow.</summary>
    void AppendTransition(long sequence, in Transition transition);
}
