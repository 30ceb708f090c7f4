namespace Callgoose.Configuration;

/// <summary>What a server runs with.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where data lives unless told otherwise, relative to the working directory.</summary>
    public const string DefaultDataFolder = "./callgoose-data";

    /// <summary>Where the server listens unless told otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>The data folder.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>The addresses to listen on; port 0 lets the system choose.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>How many bytes a body may have, decompressed (process-api.md 3).</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How long requests in flight may take to finish after a stop signal; cli.md promises five seconds for the whole stop.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The services, in the order in which a call meets them.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [Service.Default];
}
