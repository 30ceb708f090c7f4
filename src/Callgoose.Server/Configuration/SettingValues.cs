using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Http;
using Callgoose.Schema;
using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>Reads single values, which are written the same way in the file and in the environment.</summary>
/// <param name="setting">What the value belongs to, as messages name it.</param>
/// <param name="report">Gets what is wrong.</param>
internal sealed class SettingValues(string setting, Action<SchemaRule, string> report)
{
    /// <summary>The shortest retention: what is over has to be seen by somebody.</summary>
    public static TimeSpan ShortestRetention { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest duplicate window. Past it, what comes again is news.</summary>
    public static TimeSpan LongestDuplicateWindow { get; } = TimeSpan.FromDays(7);

    /// <summary>The value of a limit, or null after having reported it.</summary>
    public long? Limit(LimitSetting limit, string text)
    {
        if (limit.TryParse(text, out long value))
        {
            return value;
        }

        string quote = limit.Unit == LimitUnit.Duration ? "\"" : string.Empty;
        report(ConfigurationRules.OutOfRange, $"{setting} is {quote}{text}{quote}; {limit.Advice}.");
        return null;
    }

    /// <summary>The address of a shared store, or where it is written; null after having reported it. The address may have a password and is not repeated.</summary>
    public SettingReference? Store(string text)
    {
        var store = SettingReference.Parse(text);
        string? fault = store.FormFault ?? (store.Kind != SettingPlace.Here ? null : StoreAddress.FindFault(store.Text));
        if (fault is null)
        {
            return store;
        }

        report(ConfigurationRules.BadForm, $"{setting} leads to no store. {fault}");
        return null;
    }

    /// <summary>How often something may come, or null after having reported it.</summary>
    public RateLimit? Rate(string text)
    {
        if (RateLimit.TryParse(text, out RateLimit rate))
        {
            return rate;
        }

        report(ConfigurationRules.BadForm, $"{setting} is \"{text}\", which is not a rate; {RateLimit.Form}.");
        return null;
    }

    /// <summary>A network of proxies, or null after having reported it.</summary>
    public IPNetwork? Network(string text)
    {
        if (ProxyNetworks.TryParse(text, out IPNetwork network))
        {
            return network;
        }

        report(ConfigurationRules.BadForm, $"{setting} has \"{text}\", which is not a network; {ProxyNetworks.Form}.");
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
        _ => Url(text) is string url && IsPlain(url) ? new MetricsPlace(true, url) : null,
    };

    /// <summary>There is nothing secret in the metrics, and their address has no certificate.</summary>
    private bool IsPlain(string url)
    {
        if (ListenAddress.HasTls(url))
        {
            report(ConfigurationRules.BadForm, $"{setting} has \"{url}\", but metrics of an address of their own are served without TLS; write http, or on.");
            return false;
        }

        return true;
    }

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
            report(ConfigurationRules.BadForm, $"{setting} is \"{text}\", which is not a duration; {Duration.Form}, such as {example}.");
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
