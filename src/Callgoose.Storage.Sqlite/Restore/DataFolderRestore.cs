using System.Formats.Tar;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;

namespace Callgoose.Storage.Sqlite.Restore;

/// <summary>Restores a data folder from a file of <see cref="DataFolderBackup"/>.</summary>
public static class DataFolderRestore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string WorkSuffix = ".restoring";

    /// <summary>Unpacks a backup and checks it. The folder gets its name only after that.</summary>
    /// <param name="file">The tar file.</param>
    /// <param name="folder">The data folder to create; it must not exist, or must be empty.</param>
    /// <param name="begun">Called before each step with its description.</param>
    /// <exception cref="StoreException">The file is not a backup, or its content is inconsistent; no folder is left.</exception>
    /// <exception cref="IOException">The file cannot be read, or the folder cannot be created.</exception>
    public static void Run(string file, string folder, Action<string> begun)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(begun);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string work = target + WorkSuffix;
        if (Directory.Exists(work))
        {
            throw new IOException($"'{work}' is there: another restore runs, or one was killed. Remove it if none runs.");
        }

        Directory.CreateDirectory(work, OwnerOnly | UnixFileMode.UserExecute);
        try
        {
            var made = DataFolder.Open(work);
            Unpack(file, made, begun);
            if (IntegrityCheck.Run(made, step => begun($"checking {step}")) is { Count: > 0 } findings)
            {
                throw new StoreException($"'{file}' is damaged: {findings[0]}");
            }

            // An empty folder that an installation has created already belongs to the right user.
            if (Directory.Exists(target))
            {
                foreach (string one in Directory.GetFiles(work))
                {
                    File.Move(one, Path.Combine(target, Path.GetFileName(one)));
                }
            }
            else
            {
                Directory.Move(work, target);
            }
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    /// <summary>Unpacks only the databases of a backup: a name in a tar file may be a path to anywhere.</summary>
    private static void Unpack(string file, DataFolder made, Action<string> begun)
    {
        string[] known = [.. new[] { made.Incidents, made.Tokens, made.Delivery }.Select(static path => Path.GetFileName(path))];
        var unpacked = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using FileStream stream = File.OpenRead(file);
            using var reader = new TarReader(stream);
            while (reader.GetNextEntry() is TarEntry entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !known.Contains(entry.Name) || !unpacked.Add(entry.Name))
                {
                    throw new StoreException($"'{file}' is not a backup: it has '{entry.Name}'.");
                }

                begun($"unpacking {entry.Name}");
                using var to = new FileStream(Path.Combine(made.Path, entry.Name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
                entry.DataStream?.CopyTo(to);
                to.Flush(flushToDisk: true);
            }
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or EndOfStreamException)
        {
            throw new StoreException($"'{file}' is not a complete backup: {e.Message}");
        }

        if (known[..2].FirstOrDefault(name => !unpacked.Contains(name)) is string missing)
        {
            throw new StoreException($"'{file}' is not a complete backup: it has no {missing}.");
        }
    }
}
