using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Writer;

namespace Callgoose.Configuration;

/// <summary>All settings of a server with their effective values.</summary>
internal sealed record ServerSettings
{
    /// <summary>The default data folder, relative to the working directory.</summary>
    public const string DefaultDataFolder = "./callgoose-data";

    /// <summary>The default address: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>The configuration file that was read; null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>The data folder.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>The address of the PostgreSQL database that holds all data of the server, or a reference to it; null if the data folder holds it.</summary>
    public SettingReference? Store { get; init; }

    /// <summary>The addresses to listen on; with port 0 the system chooses the port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Schema files, and folders of schema files, to use in addition to the built-in ones.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The PEM file with the server's certificate and the intermediate ones; null without TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file with the private key of the certificate; null without TLS.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The networks of trusted proxies, whose headers tell the client's address; empty if there is no proxy in front.</summary>
    public IReadOnlyList<IPNetwork> BehindProxy { get; init; } = [];

    /// <summary>The limits on what clients may use.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>Destinations and routes.</summary>
    public DeliverySettings Delivery { get; init; } = DeliverySettings.None;

    /// <summary>Where a relay sends webhooks; null for a server that is not a relay.</summary>
    public RelaySettings? Relay { get; init; }

    /// <summary>How long an identical body, or an identical resolve, counts as a repeat (Incidents/README.md, the rules).</summary>
    public TimeSpan DuplicateWindow { get; init; } = CallRules.DefaultDuplicateWindow;

    /// <summary>How long resolved incidents are kept after they were resolved.</summary>
    public TimeSpan Retention { get; init; } = StoreOptions.DefaultRetention;

    /// <summary>Where <c>/metrics</c> is served.</summary>
    public MetricsPlace Metrics { get; init; } = MetricsPlace.OnServer;

    /// <summary>How long requests in progress may take to finish after a stop signal, so that the whole stop takes at most five seconds.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The services, in the order in which calls are matched. An array, because iterating over it does not allocate.</summary>
    public ImmutableArray<Service> Services { get; init; } = [Service.Default];
}
