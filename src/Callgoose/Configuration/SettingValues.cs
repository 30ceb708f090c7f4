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

    /// <summary>A length of time for <see cref="ServerSettings.DuplicateWindow"/>, or null after having reported it.</summary>
    public TimeSpan? DuplicateWindow(string text)
    {
        if (!Duration.TryParse(text, out TimeSpan window))
        {
            report(ConfigurationRules.BadForm, $"{setting} is \"{text}\", which is no length of time; {Duration.Form}, such as 5m.");
            return null;
        }

        if (window > LongestDuplicateWindow)
        {
            report(ConfigurationRules.OutOfRange, $"{setting} is \"{text}\"; write a length of time from 1s to 7d.");
            return null;
        }

        return window;
    }

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
}
