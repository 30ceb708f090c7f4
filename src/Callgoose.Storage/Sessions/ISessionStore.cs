namespace Callgoose.Storage.Sessions;

/// <summary>
/// Keeps sessions across restarts, and between servers that share a store. A lost session costs its user only a new sign-in, so no method
/// throws.
/// </summary>
public interface ISessionStore
{
    /// <summary>Finds a session. Another server may have created it.</summary>
    /// <param name="idHash">The SHA-256 of its id, in hexadecimal.</param>
    /// <returns>The session; null if there is none, or it cannot be read.</returns>
    ValueTask<Session?> FindAsync(string idHash);

    /// <summary>Adds a session, and removes others.</summary>
    /// <param name="added">The new session.</param>
    /// <param name="ended">Gets all other sessions and returns the hashes of the ids of those to remove. Nobody changes them meanwhile.</param>
    ValueTask AddAsync(Session added, Func<IReadOnlyCollection<Session>, IEnumerable<string>> ended);

    /// <summary>Removes a session, if it exists.</summary>
    /// <param name="idHash">The SHA-256 of its id, in hexadecimal.</param>
    ValueTask RemoveAsync(string idHash);
}
