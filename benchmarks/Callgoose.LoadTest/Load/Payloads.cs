namespace Callgoose.LoadTest.Load;

/// <summary>The bodies that are sent, from <c>benchmarks/payloads</c>.</summary>
internal static class Payloads
{
    /// <summary>The guide's trigger.</summary>
    public const string Trigger = "better-stack/trigger.json";

    /// <summary>The same alarm in the form that Alertmanager takes.</summary>
    public const string Alert = "alertmanager/alerts.json";

    /// <summary>The incident id in each of them; each webhook replaces it with its own.</summary>
    public const string Key = "INC-98765";

    /// <summary>The path of one of them.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "payloads", name);
}
