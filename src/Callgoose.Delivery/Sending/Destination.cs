using System.Text;
using Callgoose.Delivery.Configuration;
using Callgoose.Destinations;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Sending;

/// <summary>A destination with the values of its settings. Immutable; if a secret changes, a new object replaces it.</summary>
internal sealed class Destination
{
    private const string Mask = "***";
    private const int ShortestMasked = 4;

    private readonly string[] masked;

    /// <summary>Reads the values. A missing or invalid one makes the destination broken.</summary>
    public Destination(DestinationSettings settings)
    {
        Settings = settings;
        var values = new string[settings.Values.Length];
        var secrets = new List<string>();
        var masks = new List<string>();
        for (int i = 0; i < values.Length; i++)
        {
            DestinationSetting setting = settings.Kind.Schema.Settings[i];
            values[i] = setting.Default;
            if (settings.Values[i] is SettingReference reference)
            {
                values[i] = Read(reference, setting.Name, value => SettingCheck.Fault(settings.Kind, i, value));
                if (reference.Kind != SettingPlace.Here)
                {
                    masks.Add(values[i]);
                }
            }
        }

        foreach (SettingReference reference in settings.Secrets)
        {
            secrets.Add(Read(reference, "secrets", SettingCheck.SecretFault));
            masks.Add(secrets[^1]);
        }

        if (settings.Proxy is SettingReference proxy)
        {
            masks.Add(Read(proxy, "delivery.proxy", SettingCheck.UrlFault));
        }

        masked = [.. masks.Where(static text => text.Length >= ShortestMasked).OrderByDescending(static text => text.Length)];
        Secrets = secrets;
        Values = [.. values.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The settings from the configuration.</summary>
    public DestinationSettings Settings { get; }

    /// <summary>Its name.</summary>
    public string Name => Settings.Name;

    /// <summary>Its kind.</summary>
    public DestinationKind Kind => Settings.Kind;

    /// <summary>The values of its settings, as UTF-8, in the order of the kind.</summary>
    public byte[][] Values { get; }

    /// <summary>The secrets that sign its messages.</summary>
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>Why nothing can be sent to it; null if it works.</summary>
    public string? Fault { get; private set; }

    /// <summary>Returns the value of a setting by name; empty if there is none.</summary>
    public string Value(string name)
    {
        for (int i = 0; i < Values.Length; i++)
        {
            if (Kind.Schema.Settings[i].Name == name)
            {
                return Encoding.UTF8.GetString(Values[i]);
            }
        }

        return string.Empty;
    }

    /// <summary>Masks in a text all values that were given by reference.</summary>
    public string WithoutSecrets(string text)
    {
        foreach (string secret in masked)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    private string Read(SettingReference reference, string setting, Func<string, string?> check)
    {
        if (!reference.TryRead(out string value, out string? fault))
        {
            Fault ??= $"its setting \"{setting}\" is missing: {fault}";
        }
        else if (check(value) is string wrong)
        {
            string place = reference.PlaceText is string from ? $", which {from} gives," : string.Empty;
            Fault ??= $"its setting \"{setting}\"{place} {wrong}";
        }

        return value;
    }
}
