using Callgoose.Delivery.Configuration;

namespace Callgoose.Configuration;

/// <summary>The names of all settings in the file, object by object.</summary>
internal static class SettingNames
{
    public const string Schema = "$schema";
    public const string Data = "data";
    public const string Store = "store";
    public const string Urls = "urls";
    public const string Schemas = "schemas";
    public const string Limits = "limits";
    public const string TokenRate = "tokenRate";
    public const string Tls = "tls";
    public const string Certificate = "certificate";
    public const string Key = "key";
    public const string BehindProxy = "behindProxy";
    public const string DuplicateWindow = "duplicateWindow";
    public const string Retention = "retention";
    public const string Metrics = "metrics";
    public const string Services = "services";
    public const string Destinations = DeliveryConfigurationParser.Destinations;
    public const string Routes = DeliveryConfigurationParser.Routes;
    public const string Delivery = DeliveryConfigurationParser.Delivery;
    public const string Relay = RelayConfigurationParser.Relay;
    public const string Name = "name";
    public const string Team = "team";
    public const string Integrations = "integrations";
    public const string Enabled = "enabled";
    public const string Maintenance = "maintenance";
    public const string From = "from";
    public const string Until = "until";
    public const string Tags = "tags";

    /// <summary>The settings of the file itself.</summary>
    public static readonly string[] OfFile = [Schema, Data, Store, Urls, Tls, BehindProxy, Schemas, Limits, DuplicateWindow, Retention, Metrics, Services, Destinations, Routes, Delivery, Relay];

    /// <summary>The settings of a later version: refused until then.</summary>
    public static readonly string[] OfLater = ["schedules", "escalation"];

    /// <summary>The settings in <see cref="Limits"/>.</summary>
    public static readonly string[] OfLimits = [.. LimitSetting.All.Select(static limit => limit.Name), TokenRate];

    /// <summary>The settings in <see cref="Tls"/>.</summary>
    public static readonly string[] OfTls = [Certificate, Key];

    /// <summary>The settings of each of the <see cref="Services"/>.</summary>
    public static readonly string[] OfService = [Name, Team, Integrations, Enabled, Maintenance];

    /// <summary>The settings of each <see cref="Maintenance"/>.</summary>
    public static readonly string[] OfMaintenance = [From, Until, Tags];
}
