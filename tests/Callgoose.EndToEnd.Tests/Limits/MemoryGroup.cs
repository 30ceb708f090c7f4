using System.Globalization;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>A control group of the system, which limits the total memory of its processes (cgroups, version 1 or 2).</summary>
internal sealed class MemoryGroup : IDisposable
{
    private readonly string path;

    private MemoryGroup(string path) => this.path = path;

    /// <summary>A process joins the group by writing its number to this file.</summary>
    public string Processes => Path.Combine(path, "cgroup.procs");

    /// <summary>The peak memory so far, in bytes; 0 if the system does not tell.</summary>
    public long Peak => ((string[])["memory.max_usage_in_bytes", "memory.peak"])
        .Select(name => Path.Combine(path, name))
        .Where(File.Exists)
        .Select(static file => long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture))
        .FirstOrDefault();

    /// <summary>Creates a group.</summary>
    /// <returns>Null where this is not possible.</returns>
    public static MemoryGroup? TryCreate(long bytes)
    {
        (string Root, string Limit)[] versions = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")];
        foreach ((string root, string limit) in versions)
        {
            string path = Path.Combine(root, $"callgoose-test-{Guid.NewGuid():N}");
            try
            {
                if (!File.Exists(Path.Combine(root, "cgroup.procs")))
                {
                    continue;
                }

                Directory.CreateDirectory(path);
                File.WriteAllText(Path.Combine(path, limit), bytes.ToString(CultureInfo.InvariantCulture));
                return new MemoryGroup(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Remove(path);
            }
        }

        return null;
    }

    /// <summary>Removes the group after its processes have ended.</summary>
    public void Dispose() => Remove(path);

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // Not created, or a process is about to end: it is empty, and the system keeps it.
        }
    }
}
