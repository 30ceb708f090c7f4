using System.Globalization;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Keeps sessions over a restart of the server, which comes at night like everything else.</summary>
/// <remarks>Only hashes are kept. The file is not synced: what a power cut costs is a sign-in.</remarks>
internal sealed class SessionFile(DataFolder folder)
{
    private readonly string path = Path.Combine(folder.Path, "sessions");

    /// <summary>The sessions of the file; none if there is no such file or it cannot be read. Lines that are none are passed over.</summary>
    public IEnumerable<Session> Read()
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(Parse).OfType<Session>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Replaces the file as a whole. Does nothing if it cannot be written: sessions then end with the server.</summary>
    public void Write(IEnumerable<Session> sessions)
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
                foreach (Session session in sessions)
                {
                    file.Write(string.Create(
                        CultureInfo.InvariantCulture, $"{session.IdHash} {Convert.ToHexString(session.TokenHash)} {session.EndsAt}\n"));
                }
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever signed in stays signed in until the server stops.
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
