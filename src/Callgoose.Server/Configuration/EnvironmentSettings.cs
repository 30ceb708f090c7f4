using System.Collections;
using System.Collections.Immutable;
using System.Net;
using Callgoose.Catalog;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>The settings from environment variables.</summary>
/// <remarks>
/// A variable is named <c>CALLGOOSE_</c> plus the setting's name in capitals: <c>_</c> separates the words of a name,
/// <c>__</c> the names of a path, and <c>;</c> the items of a list. An empty variable counts as unset.
/// </remarks>
/// <param name="Settings">The settings of the variables. Must not be used if there are problems.</param>
/// <param name="File">The configuration file that they name, or null.</param>
/// <param name="Problems">The errors in them.</param>
internal sealed record EnvironmentSettings(SettingsLayer Settings, string? File, IReadOnlyList<InputProblem> Problems)
{
    public const string Data = Prefix + "DATA";
    public const string Store = Prefix + "STORE";
    public const string Urls = Prefix + "URLS";
    public const string Schemas = Prefix + "SCHEMAS";
    public const string TlsCertificate = Prefix + "TLS__CERTIFICATE";
    public const string TlsKey = Prefix + "TLS__KEY";
    public const string BehindProxy = Prefix + "BEHIND_PROXY";
    public const string TokenRate = LimitsPrefix + "TOKEN_RATE";
    public const string DuplicateWindow = Prefix + "DUPLICATE_WINDOW";
    public const string Retention = Prefix + "RETENTION";
    public const string Metrics = Prefix + "METRICS";

    /// <summary>The variable with the path of the configuration file. The file itself has no such setting.</summary>
    public const string Configuration = Prefix + "CONFIG";

    /// <summary>The variable with the token for commands that call a server. It is not a server setting.</summary>
    public const string ClientToken = Prefix + "TOKEN";

    /// <summary>The prefix of the variables of all limits.</summary>
    internal const string LimitsPrefix = Prefix + "LIMITS__";

    private const string Prefix = "CALLGOOSE_";

    /// <summary>Every variable for a setting.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Configuration, Data, Store, Urls, TlsCertificate, TlsKey, BehindProxy, Schemas, .. LimitSetting.All.Select(static limit => limit.Variable), TokenRate,
        DuplicateWindow, Retention, Metrics,
    ];

    /// <summary>The variables of this process that may be settings.</summary>
    public static IReadOnlyDictionary<string, string> OfProcess()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                found.Add(name, (string?)entry.Value ?? string.Empty);
            }
        }

        return found;
    }

    /// <summary>Parses variables and reports all errors at once.</summary>
    public static EnvironmentSettings Read(IReadOnlyDictionary<string, string> variables)
    {
        List<InputProblem> problems =
        [
            .. variables.Keys
                .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != ClientToken && !Known.Contains(name))
                .Order(StringComparer.Ordinal)
                .Select(Unknown),
        ];
        if (Find(Urls) is string list && ListenAddress.Split(list).Count == 0)
        {
            problems.Add(new InputProblem(Urls, ConfigurationRules.Empty, "This names no address; write one such as http://127.0.0.1:8080."));
        }

        return new EnvironmentSettings(
            new SettingsLayer
            {
                DataFolder = Find(Data),
                Store = Find(Store) is string store ? Values(Store, SettingNames.Store).Store(store) : null,
                Urls = Find(Urls) is string urls ? ParseUrls(urls, Values(Urls, SettingNames.Urls)) : null,
                Schemas = Find(Schemas)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                TlsCertificate = Find(TlsCertificate),
                TlsKey = Find(TlsKey),
                BehindProxy = Find(BehindProxy) is string networks ? ParseNetworks(networks, Values(BehindProxy, SettingNames.BehindProxy)) : null,
                Limits = FindLimits(),
                TokenRate = Find(TokenRate) is string rate ? Values(TokenRate, $"{SettingNames.Limits}.{SettingNames.TokenRate}").Rate(rate) : null,
                Retention = Find(Retention) is string time ? Values(Retention, SettingNames.Retention).Retention(time) : null,
                DuplicateWindow = Find(DuplicateWindow) is string window ? Values(DuplicateWindow, SettingNames.DuplicateWindow).DuplicateWindow(window) : null,
                Metrics = Find(Metrics) is string metrics ? Values(Metrics, SettingNames.Metrics).Metrics(metrics) : null,
            },
            Find(Configuration),
            problems);

        string? Find(string name) => variables.TryGetValue(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;

        ImmutableDictionary<string, long>? FindLimits()
        {
            var limits = LimitSetting.All
                .Select(limit => (limit.Name, Value: Find(limit.Variable) is string text ? Values(limit.Variable, limit.FullName).Limit(limit, text) : null))
                .Where(static limit => limit.Value is not null)
                .ToImmutableDictionary(static limit => limit.Name, static limit => limit.Value!.Value);
            return limits.IsEmpty ? null : limits;
        }

        SettingValues Values(string variable, string setting) =>
            new($"The setting \"{setting}\"", (rule, message) => problems.Add(new InputProblem(variable, rule, message)));
    }

    private static List<string> ParseUrls(string text, SettingValues values) => [.. ListenAddress.Split(text).Select(values.Url).OfType<string>()];

    private static List<IPNetwork> ParseNetworks(string text, SettingValues values) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(values.Network).OfType<IPNetwork>()];

    private static InputProblem Unknown(string name) => new(
        name,
        ConfigurationRules.UnknownVariable,
        $"No setting has this variable; did you mean {NearestName.Of(name, Known)}? Known are {string.Join(", ", Known)}.");
}
