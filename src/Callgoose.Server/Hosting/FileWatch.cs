using Callgoose.Catalog;

namespace Callgoose.Hosting;

/// <summary>Looks once a second whether the files that a server was given, schema files and those of TLS, are still the same.</summary>
/// <remarks>
/// It looks instead of being told: notifications of a file system do not reach through network mounts, nor through the
/// links that container platforms swap. A look at a few files costs microseconds.
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

    /// <summary>Starts to look.</summary>
    /// <param name="paths">The files, and folders of schema files; which they are may change with the configuration.</param>
    /// <param name="changed">Called after a change, on a thread of the pool.</param>
    public static FileWatch Start(Func<IReadOnlyList<string>> paths, Action changed) => new(paths, changed);

    /// <summary>Stops looking.</summary>
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

    /// <summary>What tells a change: which files there are, and of each where it really is, its size, its time and who may read it, for a key that too many may read is refused.</summary>
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
