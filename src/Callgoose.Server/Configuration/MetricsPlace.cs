namespace Callgoose.Configuration;

/// <summary>Where <c>/metrics</c> is served: nowhere, on the server's addresses, or on a separate address.</summary>
/// <param name="IsOn">Whether it is served.</param>
/// <param name="Url">The separate address, or null.</param>
internal sealed record MetricsPlace(bool IsOn, string? Url)
{
    /// <summary>It is not served.</summary>
    public static MetricsPlace Off { get; } = new(false, null);

    /// <summary>It is served on the server's addresses.</summary>
    public static MetricsPlace OnServer { get; } = new(true, null);
}
