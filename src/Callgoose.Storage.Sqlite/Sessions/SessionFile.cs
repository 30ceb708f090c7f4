using System.Globalization;
using System.Text;
using Callgoose.Storage.Files;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Sqlite.Sessions;

/// <summary>Keeps sessions across restarts of the server, which happen at any hour.</summary>
/// <remarks>The file has only hashes. It is not synced: a power cut costs at most a sign-in.</remarks>
public sealed class SessionFile : ISessionStore
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Session> byIdHash = new(StringComparer.Ordinal);
    private readonly string path;

    /// <summary>Reads the sessions of a data folder: none if the file does not exist or cannot be read. Invalid lines are skipped.</summary>
    public SessionFile(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        path = Path.Combine(folder.Path, "sessions");
        foreach (Session session in Read())
        {
            byIdHash[session.IdHash] = session;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Session?> FindAsync(string idHash)
    {
        lock (gate)
        {
            return new(byIdHash.GetValueOrDefault(idHash));
        }
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(Session added, Func<IReadOnlyCollection<Session>, IEnumerable<string>> ended)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(ended);
        lock (gate)
        {
            foreach (string idHash in ended([.. byIdHash.Values]))
            {
                byIdHash.Remove(idHash);
            }

            byIdHash[added.IdHash] = added;
            Write();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string idHash)
    {
        lock (gate)
        {
            if (byIdHash.Remove(idHash))
            {
                Write();
            }
        }

        return ValueTask.CompletedTask;
    }

    private IEnumerable<Session> Read()
    {
        try
        {
            return [.. Encoding.ASCII.GetString(BoundedFile.Read(path, MaxBytes)).Split('\n').Select(Parse).OfType<Session>()];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Replaces the whole file. Does nothing if it cannot be written: sessions then end with the server.</summary>
    private void Write()
    {
        try
        {
            string next = path + ".next";
            File.Delete(next);
            using (var file = new StreamWriter(next, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                foreach (Session session in byIdHash.Values)
                {
                    file.Write(string.Create(
                        CultureInfo.InvariantCulture, $"{session.IdHash} {Convert.ToHexString(session.TokenHash)} {session.EndsAt}\n"));
                }
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Signed-in users stay signed in until the server stops.
        }
    }

    private static Session? Parse(string line)
    {
        string[] parts = line.Split(' ');
        return parts is [{ Length: 2 * TokenSecret.HashLength } id, { Length: 2 * TokenSecret.HashLength } token, { } ends]
            && token.All(char.IsAsciiHexDigit)
            && long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out long endsAt)
            ? new Session(id, Convert.FromHexString(token), endsAt)
            : null;
    }
}
