namespace Callgoose.Storage.Sessions;

/// <summary>Keeps sessions over a restart, and between servers that share a store. What it loses costs somebody a sign-in, so nothing of it throws.</summary>
public interface ISessionStore
{
    /// <summary>Finds a session, which another server may have begun.</summary>
    /// <param name="idHash">SHA-256 of its id, in hexadecimal.</param>
    /// <returns>The session; null if there is none, or it cannot be read.</returns>
    ValueTask<Session?> FindAsync(string idHash);

    /// <summary>Adds a session, and removes others.</summary>
    /// <param name="added">The new one.</param>
    /// <param name="ended">Of all others, gives the hashes of the ids of those to remove. Nobody changes them meanwhile.</param>
    ValueTask AddAsync(Session added, Func<IReadOnlyCollection<Session>, IEnumerable<string>> ended);

    /// <summary>Removes a session, if it is there.</summary>
    /// <param name="idHash">SHA-256 of its id, in hexadecimal.</param>
    ValueTask RemoveAsync(string idHash);
}
