using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Callgoose.Api;

/// <summary>Finds time zones by name, such as <c>Europe/Berlin</c>.</summary>
internal static class ReportZone
{
    private const int MaxLength = 64;

    /// <summary>The characters of zone names. Names are file paths, so a name with any other character is never looked up.</summary>
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/");

    /// <summary>Finds a time zone.</summary>
    /// <param name="name">Its name in the system's database.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>False if the system has no zone of that name.</returns>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name.Length <= MaxLength && !name.StartsWith('/') && !name.AsSpan().ContainsAnyExcept(Characters) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }
}
