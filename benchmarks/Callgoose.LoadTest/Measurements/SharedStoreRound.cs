namespace Callgoose.LoadTest.Measurements;

/// <summary>One round on PostgreSQL.</summary>
/// <param name="PerSecond">Answers per second of all servers together.</param>
/// <param name="ServerMicroseconds">Processor time of the servers for each.</param>
/// <param name="DatabaseMicroseconds">Processor time of PostgreSQL for each.</param>
/// <param name="P99Milliseconds">The 99th percentile of the slower server. Closed loop.</param>
internal sealed record SharedStoreRound(double PerSecond, double ServerMicroseconds, double DatabaseMicroseconds, double P99Milliseconds)
{
    /// <summary>Processor time of both for each.</summary>
    public double Microseconds => ServerMicroseconds + DatabaseMicroseconds;
}
