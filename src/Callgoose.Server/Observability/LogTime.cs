using System.Globalization;

namespace Callgoose.Observability;

/// <summary>The time in log lines: RFC 3339 in UTC, with milliseconds.</summary>
internal static class LogTime
{
    /// <summary>Returns the current time.</summary>
    public static string Of(TimeProvider clock) => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
