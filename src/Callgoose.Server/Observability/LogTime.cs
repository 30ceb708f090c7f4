using System.Globalization;

namespace Callgoose.Observability;

/// <summary>When an event was logged, as its line says it: UTC to the millisecond, RFC 3339.</summary>
internal static class LogTime
{
    /// <summary>The time now.</summary>
    public static string Of(TimeProvider clock) => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
