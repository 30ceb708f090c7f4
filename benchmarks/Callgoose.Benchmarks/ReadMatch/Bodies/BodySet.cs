namespace Callgoose.Benchmarks.ReadMatch.Bodies;

/// <summary>Bodies of one kind that are read in turns.</summary>
/// <param name="Name">Their name in tables.</param>
/// <param name="Target">The target of benchmarks/README.md that they belong to.</param>
/// <param name="Bodies">The bodies.</param>
internal sealed record BodySet(string Name, string Target, byte[][] Bodies)
{
    /// <summary>The size of the pieces in which they arrive; 0 for one run of bytes.</summary>
    public int PieceBytes { get; init; }

    /// <summary>All sets of the read-match group, the same on every run.</summary>
    public static IReadOnlyList<BodySet> All { get; } =
    [
        Guide("trigger"),
        Guide("resolve"),
        new("any layout, 256 of the guide's", "P2", AnyLayout.Guide(256)),
        new("any layout, 256 of 1 KB", "P2", AnyLayout.OfSize(1_000, 256)),
        new("any layout, 128 of 4 KB", "P2", AnyLayout.OfSize(4_000, 128)),
        new("any layout, 16 of 16 KB", "P2", AnyLayout.OfSize(16_000, 16)),
        new("any layout, 8 of 60 KB", "P2", AnyLayout.OfSize(60_000, 8)),
        new("any layout, 128 of 4 KB in pieces of 1 KB", "P2", AnyLayout.OfSize(4_000, 128)) { PieceBytes = 1024 },
        new("any layout, 8 of 60 KB in pieces of 4 KB", "P2", AnyLayout.OfSize(60_000, 8)) { PieceBytes = 4096 },
    ];

    private static BodySet Guide(string name) => new(
        $"guide's {name}",
        "P1",
        [File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "payloads", "better-stack", $"{name}.json"))]);
}
