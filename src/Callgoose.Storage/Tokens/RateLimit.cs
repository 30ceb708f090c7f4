using System.Globalization;

namespace Callgoose.Storage.Tokens;

/// <summary>A rate limit: so many calls at once, and after that as fast as the period refills them.</summary>
/// <param name="Count">The number of calls; 0 for no limit.</param>
/// <param name="Period">The period.</param>
public readonly record struct RateLimit(int Count, TimeSpan Period)
{
    /// <summary>A description of the format, for the end of an error message.</summary>
    public const string Form = "write how many calls in a second, minute, hour or day, such as 10/s, 600/m or 5000/h, or off";

    private const int MostCalls = 1_000_000;
    private const string OffText = "off";

    /// <summary>No limit.</summary>
    public static RateLimit Off => default;

    /// <summary>Whether there is no limit.</summary>
    public bool IsOff => Count == 0;

    /// <summary>Reads a rate as <see cref="ToString"/> writes it.</summary>
    /// <returns>False if the text is not a rate, or its count is zero or more than a million.</returns>
    public static bool TryParse(string text, out RateLimit rate)
    {
        rate = Off;
        if (text == OffText)
        {
            return true;
        }

        if (text is not [.. string count, '/', char unit]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int calls)
            || calls is < 1 or > MostCalls
            || PeriodOf(unit) is not TimeSpan period)
        {
            return false;
        }

        rate = new RateLimit(calls, period);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => IsOff ? OffText : string.Create(CultureInfo.InvariantCulture, $"{Count}/{UnitOf(Period)}");

    private static TimeSpan? PeriodOf(char unit) => unit switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };

    private static char UnitOf(TimeSpan period) => period.TotalSeconds switch
    {
        < 60 => 's',
        < 3600 => 'm',
        < 86400 => 'h',
        _ => 'd',
    };
}
