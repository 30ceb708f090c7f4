using System.Globalization;

namespace Callgoose.Testing;

/// <summary>How often a property is tried.</summary>
internal static class PropertyRuns
{
    /// <summary>The number that the variable <c>CALLGOOSE_PROPERTY_RUNS</c> asks for, else what a build server has time for.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CALLGOOSE_PROPERTY_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs : 40_000;

    /// <summary>What to draw from: the same on every run of one length, so that a failure can be met again.</summary>
    public static Random Random(int seed) => new(seed);
}
