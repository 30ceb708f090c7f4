namespace Callgoose.Storage.Sessions;

/// <summary>Keeps sessions over a restart, and between servers that share a store. What it loses costs somebody a sign-in, so nothing of it throws.</summary>
public interface ISessionStore
{
    /// <summary>All sessions; none if they cannot be read.</summary>
    ValueTask<IReadOnlyList<Session>> ReadAsync();

    /// <summary>Finds one that another server may have begun.</summary>
    /// <param name="idHash">SHA-256 of its id, in hexadecimal.</param>
    /// <returns>The session; null if there is none, or it cannot be read.</returns>
    ValueTask<Session?> FindAsync(string idHash);

    /// <summary>Adds one, and removes others.</summary>
    /// <param name="added">The new one; null where some only end.</param>
    /// <param name="ended">The hashes of the ids of those that ended.</param>
    ValueTask ChangeAsync(Session? added, IReadOnlyCollection<string> ended);
}
