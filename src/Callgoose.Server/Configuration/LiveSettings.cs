using Callgoose.Catalog;
using Callgoose.Delivery.Configuration;
using Callgoose.Services;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Configuration;

/// <summary>The settings in force, which may be replaced while calls are being answered.</summary>
/// <remarks>A call reads <see cref="Current"/> once and is answered with that, whatever replaces it meanwhile.</remarks>
internal sealed class LiveSettings(ServerSettings first)
{
    private readonly Lock gate = new();
    private volatile ServerSettings current = first;
    private volatile ServerSettings configured = first;
    private volatile IReadOnlyList<ServiceMaintenance> maintenances = [];
    private ILookup<string, MaintenanceWindow> inForce = Array.Empty<MaintenanceWindow>().ToLookup(static _ => string.Empty);
    private volatile SchemaStatus schemas = new([], []);
    private volatile ReloadStatus reload = ReloadStatus.Taken;

    /// <summary>The settings now.</summary>
    public ServerSettings Current => current;

    /// <summary>The settings as the configuration has them, without the maintenances that somebody began.</summary>
    public ServerSettings Configured => configured;

    /// <summary>The maintenances that somebody began, ended ones too.</summary>
    public IReadOnlyList<ServiceMaintenance> Maintenances => maintenances;

    /// <summary>How it stands with the schema files that the server was given.</summary>
    public SchemaStatus Schemas
    {
        get => schemas;
        set => schemas = value;
    }

    /// <summary>What came of the newest reload.</summary>
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

    /// <summary>The end of the maintenance that a service is in, in Unix milliseconds (UTC); 0 if it is in none, or there is no such service.</summary>
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

    /// <summary>Puts maintenances that somebody began into force beside those of the configuration.</summary>
    /// <param name="begun">All of them.</param>
    /// <param name="now">The time: those that have ended hold nothing.</param>
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

    /// <summary>Puts the services of other settings, and what else can change under a running server, into force.</summary>
    /// <returns>The settings that differ and stay as they are until a restart, as the file names them.</returns>
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
