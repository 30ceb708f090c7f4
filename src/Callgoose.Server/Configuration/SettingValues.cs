using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Http;
using Callgoose.Schema;
using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>Parses single values, which have the same form in the file and in the environment.</summary>
/// <param name="setting">The name of the setting for messages.</param>
/// <param name="report">Receives the errors.</param>
internal sealed class SettingValues(string setting, Action<SchemaRule, string> report)
{
    /// <summary>The shortest retention, so that people can still see a resolved incident.</summary>
    public static TimeSpan ShortestRetention { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest duplicate window. After that, a repeat is news.</summary>
    public static TimeSpan LongestDuplicateWindow { get; } = TimeSpan.FromDays(7);

    /// <summary>Parses a limit; null after reporting an error.</summary>
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

    /// <summary>
    /// Parses the address of a shared store, or a reference to it; null after reporting an error. Messages never repeat the address, which may contain a password.
    /// </summary>
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

    /// <summary>Parses a rate; null after reporting an error.</summary>
    public RateLimit? Rate(string text)
    {
        if (RateLimit.TryParse(text, out RateLimit rate))
        {
            return rate;
        }

        report(ConfigurationRules.BadForm, $"{setting} is \"{text}\", which is not a rate; {RateLimit.Form}.");
        return null;
    }

    /// <summary>Parses a network of proxies; null after reporting an error.</summary>
    public IPNetwork? Network(string text)
    {
        if (ProxyNetworks.TryParse(text, out IPNetwork network))
        {
            return network;
        }

        report(ConfigurationRules.BadForm, $"{setting} has \"{text}\", which is not a network; {ProxyNetworks.Form}.");
        return null;
    }

    /// <summary>Parses <see cref="ServerSettings.DuplicateWindow"/>; null after reporting an error.</summary>
    public TimeSpan? DuplicateWindow(string text) => TimeBetween(text, TimeSpan.Zero, LongestDuplicateWindow, "5m", "from 1s to 7d");

    /// <summary>Parses <see cref="ServerSettings.Retention"/>; null after reporting an error.</summary>
    public TimeSpan? Retention(string text) => TimeBetween(text, ShortestRetention, TimeSpan.MaxValue, "90d", "of 1h or more");

    /// <summary>Parses <see cref="ServerSettings.Metrics"/>; null after reporting an error.</summary>
    public MetricsPlace? Metrics(string text) => text switch
    {
        "on" => MetricsPlace.OnServer,
        "off" => MetricsPlace.Off,
        _ => Url(text) is string url && IsPlain(url) ? new MetricsPlace(true, url) : null,
    };

    /// <summary>Whether an address is plain http. Metrics contain no secrets, and their address has no certificate.</summary>
    private bool IsPlain(string url)
    {
        if (ListenAddress.HasTls(url))
        {
            report(ConfigurationRules.BadForm, $"{setting} has \"{url}\", but metrics of an address of their own are served without TLS; write http, or on.");
            return false;
        }

        return true;
    }

    /// <summary>Parses an address to listen on; null after reporting an error.</summary>
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
