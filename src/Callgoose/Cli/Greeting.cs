using System.Text;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>What <c>callgoose serve</c> tells a person on a terminal, below the line that everybody gets.</summary>
internal static class Greeting
{
    /// <summary>How many integrations are named.</summary>
    private const int MaxNames = 6;

    /// <summary>How wide the column of names is.</summary>
    private const int NameWidth = 14;

    /// <summary>The text: where to look, what is taken, how to stop.</summary>
    /// <param name="address">Where the server listens.</param>
    /// <param name="settings">What it runs with.</param>
    public static string Text(string address, ServerSettings settings)
    {
        string url = FirstStart.Reachable(address);
        string[] integrations = [.. settings.Services.SelectMany(static service => service.Integrations.All.ToArray()).Select(static i => i.Name).Distinct()];
        var text = new StringBuilder("\n");
        Add("page", $"{url}/");
        Add("webhooks", $"POST {url}/v1/process?from=NAME");
        Add("integrations", integrations.Length <= MaxNames ? string.Join(", ", integrations) : $"{string.Join(", ", integrations.Take(MaxNames))} and {integrations.Length - MaxNames} more");
        Add("services", string.Join(", ", settings.Services.Select(static service => service.IsEnabled ? service.Name : $"{service.Name} (disabled)")));
        Add("set up a tool", "callgoose integrations NAME");
        if (settings.Metrics == MetricsPlace.OnServer)
        {
            Add("metrics", $"{url}/metrics");
        }

        Add("stop", "Ctrl+C; everything accepted is on disk by then");
        return text.Append('\n').ToString();

        void Add(string name, string value) => text.Append("  ").Append(name.PadRight(NameWidth)).Append(value).Append('\n');
    }
}
