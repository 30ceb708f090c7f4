using System.Globalization;

namespace Callgoose.Storage.Tokens;

/// <summary>How many calls are taken in a length of time: that many at once, and from then on as they are made up for.</summary>
/// <param name="Count">How many; 0 for no limit.</param>
/// <param name="Period">In what time.</param>
public readonly record struct RateLimit(int Count, TimeSpan Period)
{
    /// <summary>What to write, as the end of a message.</summary>
    public const string Form = "write how many calls in a second, minute, hour or day, such as 10/s, 600/m or 5000/h, or off";

    private const int MostCalls = 1_000_000;
    private const string OffText = "off";

    /// <summary>No limit.</summary>
    public static RateLimit Off => default;

    /// <summary>Whether there is no limit.</summary>
    public bool IsOff => Count == 0;

    /// <summary>Reads a rate as <see cref="ToString"/> writes it.</summary>
    /// <returns>False if it is none, or of no calls, or of more than a million.</returns>
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
