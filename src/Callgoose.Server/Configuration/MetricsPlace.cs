namespace Callgoose.Configuration;

/// <summary>Where <c>/metrics</c> is served: nowhere, on the server's own addresses, or on one of its own.</summary>
/// <param name="IsOn">Whether it is served at all.</param>
/// <param name="Url">The address of its own, or null.</param>
internal sealed record MetricsPlace(bool IsOn, string? Url)
{
    /// <summary>Not at all.</summary>
    public static MetricsPlace Off { get; } = new(false, null);

    /// <summary>On the addresses of the server.</summary>
    public static MetricsPlace OnServer { get; } = new(true, null);
}
