namespace Callgoose.LoadTest.Platform;

/// <summary>Programs of the system that the load test uses but does not install.</summary>
internal static class Tools
{
    /// <summary>The path of a program, or null if it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
