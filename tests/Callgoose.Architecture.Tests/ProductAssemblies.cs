namespace Callgoose.Architecture.Tests;

/// <summary>The assemblies of the product, which the build copies next to the tests.</summary>
public static class ProductAssemblies
{
    /// <summary>Their names, one for each test case.</summary>
    public static TheoryData<string> Names => [.. Paths.Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Paths => Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Where(path => Path.GetFileName(path).StartsWith("callgoose", StringComparison.OrdinalIgnoreCase)
            && !path.EndsWith(".Tests.dll", StringComparison.Ordinal));

    /// <summary>The file of an assembly.</summary>
    /// <param name="name">Its name.</param>
    internal static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
}
