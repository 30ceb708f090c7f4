using System.Globalization;

namespace Callgoose.Testing;

/// <summary>How many times a property is tried.</summary>
internal static class PropertyRuns
{
    /// <summary>The number in the variable <c>CALLGOOSE_PROPERTY_RUNS</c>, or else a number that a build server has time for.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CALLGOOSE_PROPERTY_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs : 40_000;

    /// <summary>The source of randomness. Runs of the same length use the same seed, so that a failure can be reproduced.</summary>
    public static Random Random(int seed) => new(seed);
}
