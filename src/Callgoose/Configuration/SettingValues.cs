using System.Globalization;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>Reads single values, which are written the same way in the file and in the environment.</summary>
/// <param name="setting">What the value belongs to, as messages name it.</param>
/// <param name="report">Gets what is wrong.</param>
internal sealed class SettingValues(string setting, Action<SchemaRule, string> report)
{
    /// <summary>The smallest body limit: payloads of tools are larger than less.</summary>
    public const int LeastBodyBytes = 1024;

    /// <summary>The largest body limit: bodies are held in memory.</summary>
    public const int MostBodyBytes = 64 * 1024 * 1024;

    /// <summary>The smallest queue: fewer calls than that arrive while one commit lasts.</summary>
    public const int LeastQueue = 16;

    /// <summary>The largest queue: each call in it holds its body.</summary>
    public const int MostQueue = 65536;

    /// <summary>The shortest retention: what is over has to be seen by somebody.</summary>
    public static TimeSpan ShortestRetention { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest duplicate window. Past it, what comes again is news.</summary>
    public static TimeSpan LongestDuplicateWindow { get; } = TimeSpan.FromDays(7);

    /// <summary>A number of bytes for <see cref="ServerSettings.MaxBodyBytes"/>, or null after having reported it.</summary>
    public int? BodyBytes(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes is >= LeastBodyBytes and <= MostBodyBytes)
        {
            return bytes;
        }

        report(
            ConfigurationRules.OutOfRange,
            $"{setting} is {text}; write a whole number of bytes from {LeastBodyBytes} (1 KiB) to {MostBodyBytes} (64 MiB).");
        return null;
    }

    /// <summary>A number of calls for <see cref="ServerSettings.QueueBound"/>, or null after having reported it.</summary>
    public int? Queue(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int calls) && calls is >= LeastQueue and <= MostQueue)
        {
            return calls;
        }

        report(ConfigurationRules.OutOfRange, $"{setting} is {text}; write a whole number of calls from {LeastQueue} to {MostQueue}.");
        return null;
    }

    /// <summary>A length of time for <see cref="ServerSettings.DuplicateWindow"/>, or null after having reported it.</summary>
    public TimeSpan? DuplicateWindow(string text) => TimeBetween(text, TimeSpan.Zero, LongestDuplicateWindow, "5m", "from 1s to 7d");

    /// <summary>A length of time for <see cref="ServerSettings.Retention"/>, or null after having reported it.</summary>
    public TimeSpan? Retention(string text) => TimeBetween(text, ShortestRetention, TimeSpan.MaxValue, "90d", "of 1h or more");

    /// <summary>A place for <see cref="ServerSettings.Metrics"/>, or null after having reported it.</summary>
    public MetricsPlace? Metrics(string text) => text switch
    {
        "on" => MetricsPlace.OnServer,
        "off" => MetricsPlace.Off,
        _ => Url(text) is string url ? new MetricsPlace(true, url) : null,
    };

    /// <summary>An address to listen on, or null after having reported it.</summary>
    public string? Url(string text)
    {
        if (ListenAddress.Fault(text) is not string fault)
        {
            return text;
        }

        report(ConfigurationRules.BadForm, $"{setting} has \"{text}\", {fault}");
        return null;
    }

    private TimeSpan? TimeBetween(string text, TimeSpan least, TimeSpan most, string example, string range)
    {
        if (!Duration.TryParse(text, out TimeSpan time))
        {
            report(ConfigurationRules.BadForm, $"{setting} is \"{text}\", which is no length of time; {Duration.Form}, such as {example}.");
            return null;
        }

        if (time < least || time > most)
        {
            report(ConfigurationRules.OutOfRange, $"{setting} is \"{text}\"; write a length of time {range}.");
            return null;
        }

        return time;
    }
}
