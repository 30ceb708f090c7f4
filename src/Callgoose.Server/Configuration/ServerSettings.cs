using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Writer;

namespace Callgoose.Configuration;

/// <summary>What a server runs with: every setting with its value in effect.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where data lives unless told otherwise, relative to the working directory.</summary>
    public const string DefaultDataFolder = "./callgoose-data";

    /// <summary>Where the server listens unless told otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>The configuration file that was read; null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>The data folder.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>The address of the PostgreSQL that holds everything the server keeps, or where it is written; null for the data folder.</summary>
    public SettingReference? Store { get; init; }

    /// <summary>The addresses to listen on; port 0 lets the system choose.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Schema files, and folders of such, that are used beside the built-in ones.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The PEM file with the certificate of the server and those between it and its root; null without TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file with the private key of the certificate; null without TLS.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The networks of the proxies whose word about the client is taken; empty if the server is not behind any.</summary>
    public IReadOnlyList<IPNetwork> BehindProxy { get; init; } = [];

    /// <summary>What it bears of its clients.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>What leaves the server.</summary>
    public DeliverySettings Delivery { get; init; } = DeliverySettings.None;

    /// <summary>Where webhooks go on to; null for a server that is no relay.</summary>
    public RelaySettings? Relay { get; init; }

    /// <summary>How long the same body, or the same resolve, counts as a repeat (Incidents/README.md, the rules).</summary>
    public TimeSpan DuplicateWindow { get; init; } = CallRules.DefaultDuplicateWindow;

    /// <summary>How long resolved incidents are kept, counted from their resolve.</summary>
    public TimeSpan Retention { get; init; } = StoreOptions.DefaultRetention;

    /// <summary>Where <c>/metrics</c> is served.</summary>
    public MetricsPlace Metrics { get; init; } = MetricsPlace.OnServer;

    /// <summary>How long requests in flight may take to finish after a stop signal; README.md, Command line promises five seconds for the whole stop.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The services, in the order in which a call meets them. An array, because going through it allocates nothing.</summary>
    public ImmutableArray<Service> Services { get; init; } = [Service.Default];
}
