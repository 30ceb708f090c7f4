using Callgoose.Catalog;
using Callgoose.Delivery.Configuration;
using Callgoose.Services;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Configuration;

/// <summary>The settings in force. They may be replaced while calls are being processed.</summary>
/// <remarks>A call reads <see cref="Current"/> once and keeps these settings to the end.</remarks>
internal sealed class LiveSettings(ServerSettings first)
{
    private readonly Lock gate = new();
    private volatile ServerSettings current = first;
    private volatile ServerSettings configured = first;
    private volatile IReadOnlyList<ServiceMaintenance> maintenances = [];
    private ILookup<string, MaintenanceWindow> inForce = Array.Empty<MaintenanceWindow>().ToLookup(static _ => string.Empty);
    private volatile SchemaStatus schemas = new([], []);
    private volatile ReloadStatus reload = ReloadStatus.Taken;

    /// <summary>The current settings.</summary>
    public ServerSettings Current => current;

    /// <summary>The settings of the configuration, without maintenances begun at run time.</summary>
    public ServerSettings Configured => configured;

    /// <summary>The maintenances begun at run time, including ended ones.</summary>
    public IReadOnlyList<ServiceMaintenance> Maintenances => maintenances;

    /// <summary>The status of the schema files that the server was given.</summary>
    public SchemaStatus Schemas
    {
        get => schemas;
        set => schemas = value;
    }

    /// <summary>The result of the newest reload.</summary>
    public ReloadStatus Reload
    {
        get => reload;
        set => reload = value;
    }

    /// <summary>The team of a service; null if it has none, or there is no such service.</summary>
    public string? TeamOf(string service)
    {
        foreach (Service one in current.Services)
        {
            if (one.Name == service)
            {
                return one.Team;
            }
        }

        return null;
    }

    /// <summary>When the current maintenance of a service ends, in Unix milliseconds (UTC); 0 if there is no maintenance or no such service.</summary>
    public long MaintenanceUntil(string service, DateTimeOffset now)
    {
        foreach (Service one in current.Services)
        {
            if (one.Name == service)
            {
                return one.MaintenanceUntil(now.ToUnixTimeMilliseconds());
            }
        }

        return 0;
    }

    /// <summary>Applies the maintenances begun at run time, in addition to those of the configuration.</summary>
    /// <param name="begun">All of them.</param>
    /// <param name="now">The time. Maintenances that have ended hold nothing.</param>
    public void Use(IReadOnlyList<ServiceMaintenance> begun, DateTimeOffset now)
    {
        lock (gate)
        {
            maintenances = begun;
            inForce = begun.Where(one => one.Until > now.ToUnixTimeMilliseconds()).ToLookup(static one => one.Service, static one =>
                new MaintenanceWindow(one.From, one.Until, [.. one.Tags.Select(static texts => new TagFilter(texts))]));
            current = WithMaintenances(configured);
        }
    }

    private ServerSettings WithMaintenances(ServerSettings settings) => inForce.Count == 0 ? settings : settings with
    {
        Services = [.. settings.Services.Select(service => inForce.Contains(service.Name)
            ? service with { Maintenance = [.. service.Maintenance, .. inForce[service.Name]] }
            : service)],
    };

    /// <summary>Applies new settings as far as a running server can: the services and everything else that needs no restart.</summary>
    /// <returns>The changed settings that need a restart, by their names in the file.</returns>
    public IReadOnlyList<string> Replace(ServerSettings next)
    {
        ServerSettings before = configured;
        lock (gate)
        {
            configured = Next();
            current = WithMaintenances(configured);
        }

        ServerSettings Next() => before with
        {
            Services = next.Services,
            Schemas = next.Schemas,
            DuplicateWindow = next.DuplicateWindow,
            Retention = next.Retention,
            Delivery = next.Delivery,
            Limits = before.Limits with { TokenRate = next.Limits.TokenRate },
            File = next.File,
        };

        var waiting = new List<string>();
        AddIf(before.DataFolder != next.DataFolder, SettingNames.Data);
        AddIf(before.Store != next.Store, SettingNames.Store);
        AddIf(!before.Urls.SequenceEqual(next.Urls), SettingNames.Urls);
        AddIf(before.Metrics != next.Metrics, SettingNames.Metrics);
        AddIf(before.TlsCertificate != next.TlsCertificate || before.TlsKey != next.TlsKey, SettingNames.Tls);
        AddIf(!before.BehindProxy.SequenceEqual(next.BehindProxy), SettingNames.BehindProxy);
        AddIf(!RelaySettings.AreSame(before.Relay, next.Relay), SettingNames.Relay);
        foreach (LimitSetting limit in LimitSetting.All)
        {
            AddIf(limit.Get(before.Limits) != limit.Get(next.Limits), limit.FullName);
        }

        return waiting;

        void AddIf(bool differs, string name)
        {
            if (differs)
            {
                waiting.Add(name);
            }
        }
    }
}
