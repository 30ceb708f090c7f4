using System.Diagnostics;
using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Doctor;

/// <summary>Checks the data folder: its existence, integrity, owner and free space, and how long the disk takes for a sync.</summary>
internal static class FolderExamination
{
    private const int Syncs = 20;

    /// <summary>A slower disk is reported: every call waits for a sync, though calls share it.</summary>
    private static readonly TimeSpan SlowSync = TimeSpan.FromMilliseconds(20);

    private const long LeastFreeBytes = 1024L * 1024 * 1024;

    /// <summary>Runs the checks.</summary>
    public static IEnumerable<Finding> Run(string path)
    {
        if (!Directory.Exists(path))
        {
            return [new Finding("data folder", Verdict.Doubtful, $"there is none at '{path}'", "The first 'callgoose serve' makes it; if one ran, name its folder with --data.")];
        }

        try
        {
            var folder = DataFolder.Open(path);
            return [OfFolder(folder), OfSpace(folder), OfDisk(path)];
        }
        catch (UnauthorizedAccessException e)
        {
            return [new Finding("data folder", Verdict.Bad, $"'{path}' cannot be used: {e.Message}", "Run the command as the user that owns the folder (sudo -u callgoose callgoose doctor).")];
        }
        catch (Exception e) when (e is IOException or StoreException)
        {
            // The message already contains the remedy.
            return [new Finding("data folder", Verdict.Bad, $"'{path}' cannot be used: {e.Message}")];
        }
    }

    private static Finding OfFolder(DataFolder folder)
    {
        folder.RequireOwnerOnly();
        folder.RequireWhole();
        return folder.DamagedLogCopies.Count == 0
            ? new Finding("data folder", Verdict.Good, $"'{folder.Path}' is complete, and only its owner may use it")
            : new Finding("data folder", Verdict.Doubtful, $"'{folder.Path}' has copies of damaged logs: {string.Join(", ", folder.DamagedLogCopies)}", "Run 'callgoose integrity', compare with the newest backup, and remove the copies then.");
    }

    private static Finding OfSpace(DataFolder folder)
    {
        long free = folder.FreeBytes();
        string what = string.Create(CultureInfo.InvariantCulture, $"{free / (1024 * 1024)} MB free, {folder.FileSizes().Sum(static file => file.Bytes) / (1024 * 1024)} MB used by the data");
        return free >= LeastFreeBytes ? new Finding("disk space", Verdict.Good, what) : new Finding("disk space", Verdict.Doubtful, what, "Make room or lower \"retention\": on a full disk every call gets 503.");
    }

    /// <summary>Writes and syncs a page a few times, like a commit.</summary>
    private static Finding OfDisk(string path)
    {
        string file = Path.Combine(path, $".doctor.{Environment.ProcessId}.tmp");
        var times = new List<TimeSpan>();
        try
        {
            using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.DeleteOnClose });
            byte[] page = new byte[4096];
            for (int i = 0; i < Syncs; i++)
            {
                long began = Stopwatch.GetTimestamp();
                stream.Write(page);
                stream.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(began));
            }
        }
        finally
        {
            File.Delete(file);
        }

        times.Sort();
        TimeSpan median = times[Syncs / 2];
        string what = string.Create(CultureInfo.InvariantCulture, $"a synced write takes {median.TotalMilliseconds:0.0} ms (median of {Syncs}), the slowest {times[^1].TotalMilliseconds:0.0} ms");
        return median <= SlowSync ? new Finding("disk sync", Verdict.Good, what)
            : new Finding("disk sync", Verdict.Doubtful, what, "Each call waits for a sync: put the data on a local SSD, not on a network or an SD card.");
    }
}
