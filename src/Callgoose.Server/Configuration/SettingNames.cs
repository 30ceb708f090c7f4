using Callgoose.Delivery.Configuration;

namespace Callgoose.Configuration;

/// <summary>The names of all settings, object by object, as they stand in the file.</summary>
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

    /// <summary>What the file itself may have.</summary>
    public static readonly string[] OfFile = [Schema, Data, Store, Urls, Tls, BehindProxy, Schemas, Limits, DuplicateWindow, Retention, Metrics, Services, Destinations, Routes, Delivery, Relay];

    /// <summary>What it will have: refused until then.</summary>
    public static readonly string[] OfLater = ["schedules", "escalation"];

    /// <summary>What <see cref="Limits"/> may have.</summary>
    public static readonly string[] OfLimits = [.. LimitSetting.All.Select(static limit => limit.Name), TokenRate];

    /// <summary>What <see cref="Tls"/> may have.</summary>
    public static readonly string[] OfTls = [Certificate, Key];

    /// <summary>What one of <see cref="Services"/> may have.</summary>
    public static readonly string[] OfService = [Name, Team, Integrations, Enabled, Maintenance];

    /// <summary>What one <see cref="Maintenance"/> may have.</summary>
    public static readonly string[] OfMaintenance = [From, Until, Tags];
}
