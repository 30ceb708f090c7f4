using Callgoose.Catalog;

namespace Callgoose.Hosting;

/// <summary>Checks once a second whether the schema and TLS files of the server have changed.</summary>
/// <remarks>
/// It polls, because file system notifications work neither through network mounts nor through the
/// links that container platforms swap. Checking a few files takes microseconds.
/// </remarks>
internal sealed class FileWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Func<IReadOnlyList<string>> paths;
    private readonly Action changed;
    private readonly CancellationTokenSource ended = new();
    private readonly Task watching;

    private FileWatch(Func<IReadOnlyList<string>> paths, Action changed)
    {
        this.paths = paths;
        this.changed = changed;
        watching = WatchAsync(Stamp());
    }

    /// <summary>Starts to check.</summary>
    /// <param name="paths">Returns the files and the folders of schema files; they may change with the configuration.</param>
    /// <param name="changed">Called after a change, on a pool thread.</param>
    public static FileWatch Start(Func<IReadOnlyList<string>> paths, Action changed) => new(paths, changed);

    /// <summary>Stops checking.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ended.Dispose();
    }

    private async Task WatchAsync(string before)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                string now = Stamp();
                if (now != before)
                {
                    before = now;
                    changed();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>
    /// Returns a text that differs after a change: the existing files and, for each, its real path, size, time and permissions. Permissions count because a key that
    /// too many may read is refused.
    /// </summary>
    private string Stamp() => string.Join('\n', paths().SelectMany(Files).Select(Stamp));

    private static IEnumerable<string> Files(string path)
    {
        try
        {
            return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + SchemaFiles.Ending).Order(StringComparer.Ordinal) : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [path];
        }
    }

    private static string Stamp(string path)
    {
        try
        {
            FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return $"{path} {file.FullName} {file.LastWriteTimeUtc.Ticks} {(file as FileInfo)?.Length} {file.UnixFileMode}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} {e.GetType().Name}";
        }
    }
}
